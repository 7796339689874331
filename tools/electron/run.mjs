// Runs any application folder in a session of its own. usage: node tools/electron/run.mjs <application folder> [argument ...]
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { findElectron } from './find-electron.mjs';
import { readMachine } from './machine.mjs';
import { stageApp } from './stage-app.mjs';
import { installStandIn, standInFits } from './stand-in.mjs';
import { runVisibly } from '../run/run-visibly.mjs';
import { withSession } from './with-session.mjs';

const [folder, ...args] = process.argv.slice(2);
if (folder === undefined || !existsSync(path.join(folder, 'package.json'))) {
  console.error('usage: node tools/electron/run.mjs <application folder, with a package.json> [argument ...]');
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '..', '..');
const machine = readMachine();
if (findElectron(root, machine) === undefined && standInFits(machine)) await installStandIn(machine);
const electron = findElectron(root, machine);
if (electron === undefined) {
  console.error('There is no Electron on this machine yet. `npm test` fetches it.');
  process.exit(1);
}
process.exitCode = await withSession(machine, electron, async (session, signal) => {
  const app = await stageApp(session, path.resolve(folder));
  return runVisibly(session.executable, [app, ...args], { env: { ...session.env, WIZ_APP: app }, signal });
});
