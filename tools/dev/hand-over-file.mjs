import { chown, rename, writeFile } from 'node:fs/promises';
import { contractSources } from './contract-sources.mjs';

/**
 * Writes the file from which the application knows what stands in for the systems and where its contracts are declared:
 * the whole of it or nothing, since the application may be reading it.
 * @param {string} file
 * @param {string} root the workspace
 * @param {Record<string, import('./stand-ins.mjs').RunningStandIn>} standIns
 * @param {{ uid: number, gid: number } | undefined} user whom the file belongs to
 * @returns {Promise<void>}
 */
export async function writeHandOver(file, root, standIns, user) {
  const next = `${file}.new`;
  await writeFile(next, JSON.stringify({ sources: await contractSources(root), standIns }), { mode: 0o600 });
  if (user !== undefined) await chown(next, user.uid, user.gid);
  await rename(next, file);
}
