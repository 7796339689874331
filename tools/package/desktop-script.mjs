import path from 'node:path';
import process from 'node:process';
import { runQuietly } from '../run/run-quietly.mjs';

/**
 * Runs one of the desktop's own scripts and listens to what it says. They are started, not imported: the tools know no project's code.
 * @param {string} root the workspace
 * @param {string} script a name in apps/desktop/scripts
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<{ code: number, said: string }>}
 */
export function desktopScript(root, script, args, signal) {
  return runQuietly(process.execPath, [path.join(root, 'apps', 'desktop', 'scripts', script), ...args], { cwd: root, signal });
}
