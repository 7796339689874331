import { spawn } from 'node:child_process';
import path from 'node:path';
import { nxCommand } from './nx.mjs';

/**
 * @param {string} root
 * @returns {string} where the desktop's build lies: a folder complete in itself
 */
export function desktopFolder(root) {
  return path.join(root, 'dist', 'apps', 'desktop');
}

/**
 * Builds the desktop unless its cached build is still right. Says nothing when that goes well.
 * @param {string} root the workspace
 * @param {NodeJS.ProcessEnv} env
 * @param {'standin' | 'current'} target
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the application's folder
 * @throws {Error} with what the build said
 */
export async function buildDesktop(root, env, target, signal) {
  const nx = nxCommand(root, { ...env, WIZ_BUILD_TARGET: target });
  const child = spawn(nx.command, [...nx.args, 'build', 'desktop', '--output-style=static'], {
    cwd: root,
    env: nx.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
    });
  }
  const code = await new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
    child.once('error', reject);
    child.once('close', (value) => resolve(value ?? 1));
  });
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The application could not be built:\n${said.trim()}`);
  return desktopFolder(root);
}
