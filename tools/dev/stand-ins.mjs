import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';

/**
 * @typedef {import('@wiz/integration-kit/testing').DevStandIn['connection'] & { log: string }} RunningStandIn what a connection
 *   to it is set up with, and the file that it logs to
 */

/**
 * Starts the stand-ins of all integrations that have one, in a process of their own: it reads TypeScript as it is.
 * @param {string} root the workspace
 * @param {string} folder where they keep things and log to
 * @returns {Promise<{ standIns: Record<string, RunningStandIn>, failed: Record<string, string>, pid: number | undefined, ended: Promise<void>, stop: () => Promise<void> }>}
 *   `failed`: why one did not start, by integration; `pid`: the process of all; `ended`: it has ended without being asked to;
 *   `stop` waits until the process has closed them and ended
 * @throws {Error} when the process itself ends
 */
export async function startStandIns(root, folder) {
  const child = fork(path.join(import.meta.dirname, 'stand-ins-process.mjs'), [root, folder], {
    cwd: root,
    // An interrupt in the terminal goes to its whole group, and would end the servers of stand-ins before these are closed.
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit');
  let asked = false;
  const stop = async () => {
    asked = true;
    if (child.connected) child.disconnect();
    await ended;
  };
  const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error('The stand-ins did not start.');
  const endedAlone = new Promise((/** @type {(value: void) => void} */ resolve) => {
    void ended.then(() => {
      if (!asked) resolve();
    });
  });
  return { ...first[0], pid: child.pid, ended: endedAlone, stop };
}

/**
 * What to connect, for the terminal.
 * @param {Record<string, RunningStandIn>} standIns
 * @param {Record<string, string>} failed
 * @returns {string[]} lines
 */
export function standInLines(standIns, failed) {
  const settings = (/** @type {Readonly<Record<string, unknown>>} */ config) =>
    Object.entries(config)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
  return [
    ...Object.entries(standIns)
      .sort()
      .map(([id, { config }]) => `  ${id}: ${settings(config)}`),
    ...Object.entries(failed)
      .sort()
      .map(([id, reason]) => `  ${id} did not start: ${reason}`),
  ];
}
