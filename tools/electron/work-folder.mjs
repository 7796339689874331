import { chmod, chown, mkdir, mkdtemp, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The file system type of tmpfs on Linux (linux/magic.h). */
const TMPFS = 0x01021994;

/**
 * A fresh folder in which a session keeps everything, readable and writable by the user who runs Electron.
 * On a disk rather than in memory where there is a choice: the desktop's trash does not work on tmpfs.
 * @param {{ uid: number, gid: number } | undefined} user
 * @returns {Promise<string>}
 */
export async function makeWorkFolder(user) {
  const candidates = os.platform() === 'linux' ? [os.tmpdir(), '/var/tmp', '/tmp'] : [os.tmpdir()];
  /** @type {string[]} */
  const usable = [];
  for (const folder of candidates) if (user === undefined || (await canBeEntered(folder))) usable.push(folder);
  const onDisk = [];
  for (const folder of usable) if (!(await isTmpfs(folder))) onDisk.push(folder);
  const base = onDisk[0] ?? usable[0] ?? os.tmpdir();
  const folder = await mkdtemp(path.join(base, 'wiz-'));
  for (const name of ['home', 'runtime', 'logs', 'data']) {
    const child = path.join(folder, name);
    await mkdir(child, { mode: 0o700 });
    if (user !== undefined) await chown(child, user.uid, user.gid);
  }
  if (user !== undefined) {
    await chmod(folder, 0o700);
    await chown(folder, user.uid, user.gid);
  }
  return folder;
}

/**
 * Whether everybody may pass through a folder and all above it.
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
export async function canBeEntered(folder) {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    const facts = await stat(current).catch(() => undefined);
    if (facts === undefined || (facts.mode & 0o001) === 0) return false;
    if (path.dirname(current) === current) return true;
  }
}

/** @param {string} folder */
async function isTmpfs(folder) {
  if (os.platform() !== 'linux') return false;
  const facts = await statfs(folder).catch(() => undefined);
  return facts?.type === TMPFS;
}
