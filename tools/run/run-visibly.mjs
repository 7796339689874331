import { spawn } from 'node:child_process';

/** What does not end when asked is ended all the same after this time: somebody waits. */
const GRACE_MS = 8_000;

/**
 * Runs a program with our own input and output until it ends; `signal` ends it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} [options]
 * @returns {Promise<number>} its exit code, 1 when a signal ended it
 * @throws {Error} when it could not be started
 */
export function runVisibly(command, args, { env, cwd, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...(env === undefined ? {} : { env }), ...(cwd === undefined ? {} : { cwd }) });
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const end = () => {
      child.kill('SIGTERM');
      timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    };
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      resolve(code ?? 1);
    });
  });
}
