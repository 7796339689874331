import { spawn } from 'node:child_process';

/**
 * Runs a program and listens to what it says, on either stream; `signal` ends it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<{ code: number, said: string }>} its exit code, 1 when a signal ended it
 * @throws {Error} when it could not be started
 */
export async function runQuietly(command, args, { cwd, env, signal }) {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(env === undefined ? {} : { env }),
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
    });
  }
  try {
    const code = await new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
      child.once('error', reject);
      child.once('close', (value) => resolve(value ?? 1));
    });
    return { code, said };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
