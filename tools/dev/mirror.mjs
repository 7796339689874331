import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { handOver } from '../electron/stage-app.mjs';

/**
 * Brings a copied part of the application up to date: new files first, what is gone last, so that no page in between misses one.
 * @param {string} from
 * @param {string} to
 * @param {{ uid: number, gid: number } | undefined} user whom the copy belongs to
 * @returns {Promise<void>}
 */
export async function mirror(from, to, user) {
  const page = path.join(from, 'index.html');
  await cp(from, to, { recursive: true, filter: (source) => source !== page });
  const wanted = new Set(await readdir(from, { recursive: true }));
  for (const name of await readdir(to, { recursive: true })) {
    if (!wanted.has(name)) await rm(path.join(to, name), { recursive: true, force: true });
  }
  // The page comes last: the application loads itself anew when it changes.
  if (wanted.has('index.html')) await cp(page, path.join(to, 'index.html'));
  if (user !== undefined) await handOver(to, user);
}
