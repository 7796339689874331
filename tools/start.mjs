// `npm start`: builds the application if need be and opens it; where there is no display, it is shown by a guided tour.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ensureElectron, waysToElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { handOver, stageApp } from './electron/stage-app.mjs';
import { chooseStart } from './electron/start-choice.mjs';
import { withSession } from './electron/with-session.mjs';
import { buildDesktop } from './run/build-desktop.mjs';
import { untilInterrupted } from './run/interrupt.mjs';
import { runVisibly } from './run/run-visibly.mjs';

const root = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error.name === 'AbortError' ? 'Stopped.' : error.message);
  process.exitCode = error.name === 'AbortError' ? 130 : 1;
}

/** @returns {Promise<number>} the exit code */
async function start() {
  const machine = readMachine();
  const electron = await ensureElectron(root, machine, console.log);
  const standInAllowed = machine.env['WIZ_STANDIN'] === '1';
  const { how } = chooseStart({ display: machine.display, root: machine.root, kind: electron.kind, standInAllowed });
  if (how === 'stop') {
    console.error(
      `${waysToElectron(root)}\n\nThere is a stand-in for tests, a three-year-old Electron. It is not for real data; to look around in it,\n` +
        'with a data folder of its own, run the command again with WIZ_STANDIN=1.',
    );
    return 1;
  }
  const app = await untilInterrupted((signal) => buildDesktop(root, machine.env, electron.buildTarget, signal));
  if (how === 'personal')
    return untilInterrupted((signal) => runVisibly(electron.executable, [app, ...args], { env: machine.env, signal }));

  if (electron.kind === 'stand-in') console.log('This is the stand-in for tests (Electron 25): not for real data.');
  return withSession(machine, electron, async (session, signal) => {
    const staged = await stageApp(session, app);
    const env = { ...session.env, WIZ_APP: staged };
    if (how === 'tour') {
      const tour = path.join(root, 'e2e', 'desktop', 'src', 'tour.ts');
      return runVisibly(process.execPath, [tour, ...args], { env: { ...env, WIZ_SCREENSHOTS: path.join(root, 'dist', 'tour') }, signal });
    }
    const data = path.join(machine.cache, `data-${electron.kind}`);
    await mkdir(data, { recursive: true, mode: 0o700 });
    if (session.user !== undefined) await handOver(data, session.user);
    console.log(`Its data folder: ${data}`);
    return runVisibly(session.executable, [staged, ...args], { env: { ...env, WIZ_USER_DATA: data }, signal });
  });
}
