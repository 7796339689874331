import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/**
 * Runs one of the desktop's own scripts and listens to what it says. They are started, not imported: the tools know no project's code.
 * @param {string} root the workspace
 * @param {string} script a name in apps/desktop/scripts
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<{ code: number, said: string }>}
 */
export async function desktopScript(root, script, args, signal) {
  const child = spawn(process.execPath, [path.join(root, 'apps', 'desktop', 'scripts', script), ...args], {
    cwd: root,
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
  return { code, said };
}
