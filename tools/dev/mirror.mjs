import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { handOver } from '../electron/stage-app.mjs';

/**
 * Brings a copied part of the application up to date, the page last, so that it never names a file that is not there yet.
 * @param {string} from
 * @param {string} to
 * @param {{ uid: number, gid: number } | undefined} user whom the copy belongs to
 * @returns {Promise<void>}
 */
export async function mirror(from, to, user) {
  const page = path.join(from, 'index.html');
  await cp(from, to, { recursive: true, filter: (source) => source !== page });
  // The page comes last: the application loads itself anew when it changes.
  if (existsSync(page)) await cp(page, path.join(to, 'index.html'));
  if (user !== undefined) await handOver(to, user);
}
