import { chown, cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Brings a copied part of the application up to date: the files that differ, the page last, so that it never names a file that is
 * not there yet. A folder that is new belongs to us, which lets everybody read it.
 * @param {string} from
 * @param {string} to
 * @param {{ uid: number, gid: number } | undefined} user whom the copies belong to
 * @returns {Promise<void>}
 */
export async function mirror(from, to, user) {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)));
  const page = 'index.html';
  await Promise.all(files.filter((file) => file !== page).map((file) => copyChanged(path.join(from, file), path.join(to, file), user)));
  // The application loads itself anew when its page is written, hence also when that is the same.
  if (files.includes(page)) await cp(path.join(from, page), path.join(to, page));
}

/** @param {string} from @param {string} to @param {{ uid: number, gid: number } | undefined} user */
async function copyChanged(from, to, user) {
  const [now, before] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
  if (before?.equals(now) === true) return;
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, to);
  if (user !== undefined) await chown(to, user.uid, user.gid);
}
