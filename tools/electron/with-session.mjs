import { spawn } from 'node:child_process';
import process from 'node:process';
import { openSession } from './session.mjs';

/**
 * Runs `work` inside a session and closes it afterwards, also when somebody asks us to end.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./find-electron.mjs').Electron} electron
 * @param {(session: import('./session.mjs').Session, signal: AbortSignal) => Promise<number>} work answers the exit code; `signal` tells it
 *   to stop
 * @returns {Promise<number>} the exit code, 130 when we were asked to end
 */
export async function withSession(machine, electron, work) {
  const stop = new AbortController();
  const ask = () => stop.abort();
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const name of signals) process.on(name, ask);
  try {
    const session = await openSession(machine, electron);
    try {
      if (!session.sandboxed) console.log('Chromium’s sandbox cannot run on this machine: Electron runs without it, and its test is skipped.');
      const code = stop.signal.aborted ? 130 : await work(session, stop.signal);
      return stop.signal.aborted ? 130 : code;
    } finally {
      await session.close();
    }
  } finally {
    for (const name of signals) process.off(name, ask);
  }
}

/**
 * Runs a program with our own input and output until it ends; `signal` ends it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} options
 * @returns {Promise<number>} its exit code, 1 when a signal ended it
 * @throws {Error} when it could not be started
 */
export function runVisibly(command, args, { env, cwd, signal }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...(env === undefined ? {} : { env }), ...(cwd === undefined ? {} : { cwd }) });
    const end = () => {
      child.kill('SIGTERM');
      // What does not listen is ended all the same; the user waits.
      setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
    };
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    child.once('error', (error) => {
      signal?.removeEventListener('abort', end);
      reject(error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}
