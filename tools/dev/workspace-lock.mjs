import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const LOCK = 'npm-run-dev.lock';

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
 * Takes a folder for this process, or says who has it. The lock of a process that has died counts for nothing; this one's goes
 * when it is released, at the latest when the process exits.
 * @param {string} folder made if need be, for its user only
 * @returns {Promise<{ taken: true, release: () => void } | { taken: false, by: number }>} `by`: the id of the process that has it
 * @throws {Error} what the system says, when the folder cannot be written to
 */
export async function lockFolder(folder) {
  // Only the folder itself is closed to others: the cache around it is read by the ordinary user who runs Electron for root.
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, LOCK);
  const own = `${file}.${String(process.pid)}`;
  const text = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  await writeFile(own, text);
  try {
    // A link is made whole or not at all, so nobody reads half a lock.
    while (!(await linked(own, file))) {
      const holder = await readHolder(file);
      if (holder.alive) return { taken: false, by: holder.pid };
      await discard(file, `${own}.old`, holder.text);
    }
  } finally {
    await rm(own, { force: true });
  }
  const release = () => {
    process.off('exit', release);
    if (textOf(file) === text) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { taken: true, release };
}

/**
 * @param {string} own
 * @param {string} file
 * @returns {Promise<boolean>} false: there is a lock already
 */
async function linked(own, file) {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the lock of a dead process away. It is moved first: of two who find it one gets it, and who gets a newer one gives it back.
 * @param {string} file
 * @param {string} aside
 * @param {string | undefined} text what the dead one wrote
 */
async function discard(file, aside, text) {
  try {
    await rename(file, aside);
  } catch {
    // Somebody else was quicker.
    return;
  }
  if ((await readFile(aside, 'utf8')) !== text) await linked(aside, file);
  await rm(aside, { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<{ alive: true, pid: number } | { alive: false, text: string | undefined }>}
 */
async function readHolder(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const { pid, started } = parse(text ?? '');
  // An id is given again to another process after a while; where the system tells when that one started, it is not taken for the holder.
  const alive = pid !== undefined && isAlive(pid) && startOf(pid) === started;
  return alive ? { alive, pid } : { alive: false, text };
}

/**
 * @param {string} text
 * @returns {{ pid: number | undefined, started: string | undefined }}
 */
function parse(text) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(text));
    if (typeof parsed === 'object' && parsed !== null && 'pid' in parsed && Number.isSafeInteger(parsed.pid) && Number(parsed.pid) > 0) {
      const started = 'started' in parsed && typeof parsed.started === 'string' ? parsed.started : undefined;
      return { pid: Number(parsed.pid), started };
    }
  } catch {
    // What is no lock of ours holds nobody off.
  }
  return { pid: undefined, started: undefined };
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process started, as Linux counts it: with the boot it tells two processes with one id apart.
 * @param {number} pid
 * @returns {string | undefined} undefined where the system does not say
 */
function startOf(pid) {
  const facts = textOf(`/proc/${String(pid)}/stat`);
  if (facts === undefined) return undefined;
  // The second field is the program’s name in brackets, which may hold spaces and brackets itself; the start is the 22nd.
  const ticks = facts.slice(facts.lastIndexOf(')') + 2).split(' ')[19];
  return `${textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${ticks ?? ''}`;
}

/** @param {string} file */
function textOf(file) {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
