import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import Database from 'libsql';

/** A database without a page: it is there to be locked. */
const LOCK = 'npm-run-dev.in-use';
const HOLDER = 'npm-run-dev.pid';

/**
 * Where `npm run dev` keeps the data of one workspace, so that two clones do not meet in it.
 * @param {string} cache see `cacheFolder`
 * @param {string} root the workspace
 * @returns {string} the folder need not exist yet
 */
export function devDataFolder(cache, root) {
  return path.join(cache, `data-dev-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`);
}

/**
 * Takes a folder for this process, or says who has it. The system itself holds the lock, through a transaction that SQLite leaves
 * open, and takes it away when the process ends, however it ends. A file that is made and removed would have to be judged instead:
 * of several that find a dead one's, two can think that they were first.
 * @param {string} folder made if need be, for its user only
 * @returns {Promise<{ taken: true, release: () => void } | { taken: false, by: number | undefined }>} `by`: the id of the process
 *   that has it, unless it has not written it down yet
 * @throws {Error} what the system says, when the folder cannot be written to
 */
export async function lockFolder(folder) {
  // Only the folder itself is closed to others: the cache around it is read by the ordinary user who runs Electron for root.
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const holder = path.join(folder, HOLDER);
  const database = new Database(path.join(folder, LOCK));
  try {
    // Of several that come at once one gets this at once; `EXCLUSIVE` would fail for all while they look at the file.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
    const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
    return { taken: false, by: pid > 0 ? pid : undefined };
  }
  await writeFile(holder, String(process.pid));
  return { taken: true, release: () => database.close() };
}
