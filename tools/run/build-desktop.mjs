import path from 'node:path';
import { nxCommand } from './nx.mjs';
import { runQuietly } from './run-quietly.mjs';

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
  const { code, said } = await runQuietly(nx.command, [...nx.args, 'build', 'desktop', '--output-style=static'], {
    cwd: root,
    env: nx.env,
    signal,
  });
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The application could not be built:\n${said.trim()}`);
  return desktopFolder(root);
}
