import { chown, cp, mkdtemp, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies a built application into the session's folder: the workspace may lie where the user who runs Electron cannot look.
 * @param {import('./session.mjs').Session} session
 * @param {string} folder the application's folder, complete in itself
 * @returns {Promise<string>} the copy's path
 */
export async function stageApp(session, folder) {
  const staged = await mkdtemp(path.join(session.workFolder, 'app-'));
  await cp(folder, staged, { recursive: true, verbatimSymlinks: true });
  if (session.user !== undefined) await handOver(staged, session.user);
  return staged;
}

/**
 * @param {string} folder
 * @param {{ uid: number, gid: number }} user
 * @returns {Promise<void>}
 */
export async function handOver(folder, user) {
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) await handOver(child, user);
    else if (entry.isFile()) await chown(child, user.uid, user.gid);
  }
}
