import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes of a session carry this variable with the session's folder as value. */
export const SESSION_VARIABLE = 'WIZ_SESSION';
/** A file in the session's folder, one process id a line: Electron overwrites its environment, so it is registered as well. */
export const REGISTER = 'processes';

/**
 * @typedef {{ pid: number, parent: number, marked: boolean }} ProcessRow
 */

/**
 * The marked processes and all their descendants: Chromium's children bear no mark of their own.
 * @param {readonly ProcessRow[]} rows
 * @param {number} except never in the answer, though its children may be
 * @returns {number[]}
 */
export function familyOf(rows, except) {
  const family = new Set(rows.filter((row) => row.marked && row.pid !== except).map((row) => row.pid));
  for (let grown = true; grown;) {
    grown = false;
    for (const row of rows) {
      if (row.pid === except || family.has(row.pid) || !family.has(row.parent)) continue;
      family.add(row.pid);
      grown = true;
    }
  }
  return [...family];
}

/**
 * Ends everything that belongs to a session: asks first, then kills what is still there. Linux only.
 * @param {string} session the value of the mark
 * @param {number} graceMs how long asking may take
 * @returns {Promise<void>}
 */
export async function endProcesses(session, graceMs) {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL', 'SIGKILL'])) {
    const until = Date.now() + graceMs;
    let alive = await processesOf(session);
    for (const pid of alive) send(pid, signal);
    while (alive.length > 0 && Date.now() < until) {
      await sleep(50);
      alive = await processesOf(session);
    }
    if (alive.length === 0) return;
  }
}

/** @param {string} session */
export async function processesOf(session) {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const register = await readFile(path.join(session, REGISTER), 'utf8').catch(() => '');
  const registered = new Set(register.split('\n').map(Number));
  const rows = await Promise.all(names.map((name) => readRow(Number(name), session, registered)));
  return familyOf(
    rows.filter((row) => row !== undefined),
    process.pid,
  );
}

/**
 * @param {number} pid
 * @param {string} session
 * @param {ReadonlySet<number>} registered
 * @returns {Promise<ProcessRow | undefined>} undefined: it is gone, or a zombie, which has ended already
 */
async function readRow(pid, session, registered) {
  const folder = path.join('/proc', String(pid));
  try {
    const stat = await readFile(path.join(folder, 'stat'), 'utf8');
    // The second field, the program's name, may itself hold blanks and brackets.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const environment = await readFile(path.join(folder, 'environ'), 'latin1').catch(() => '');
    // A process id may have been given to somebody else meanwhile: whoever registered also works in the session's folder.
    const ours = registered.has(pid) && (await readlink(path.join(folder, 'cwd')).catch(() => '')) === session;
    return { pid, parent: Number(parent), marked: ours || environment.split('\0').includes(`${SESSION_VARIABLE}=${session}`) };
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
