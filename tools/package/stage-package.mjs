import { chmod, chown, cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { handOver } from '../electron/stage-app.mjs';

/**
 * Copies a packaged application to where the session's user can read it, and makes a wrapper that starts it in that session.
 * @param {import('../electron/session.mjs').Session} session
 * @param {import('../electron/find-electron.mjs').Electron} electron
 * @param {string} packed the packaged application's folder
 * @param {string} executable its binary, relative to the folder
 * @param {string} [name] tells several of them in one session apart
 * @returns {Promise<string>} what to start
 */
export async function stagePackage(session, electron, packed, executable, name = 'package') {
  const folder = path.join(session.workFolder, name);
  await cp(packed, folder, { recursive: true, verbatimSymlinks: true });
  const binary = path.join(folder, executable);
  if (session.executable === electron.executable) return binary;
  if (session.user !== undefined) {
    await handOver(folder, session.user);
    // Chromium's own helper has to belong to root, as an installer would leave it.
    const helper = path.join(folder, 'chrome-sandbox');
    await chown(helper, 0, 0);
    await chmod(helper, 0o4755);
  }
  const wrapper = path.join(session.workFolder, `start-${name}`);
  const script = await readFile(session.executable, 'utf8');
  await writeFile(wrapper, script.replaceAll(electron.executable, binary), { mode: 0o755 });
  return wrapper;
}
