// Starts the packaged application as a user would and does the main job in it: `npm run smoke`, after `npm run package`.
// A packaged application lets no test into its main process, so this one sees what a user sees: the window, over
// Chromium's own debugging port.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { withSession } from './electron/with-session.mjs';
import { desktopScript } from './package/desktop-script.mjs';
import { packageFolder, packedApp } from './package/packed-app.mjs';
import { smoke } from './package/smoke-test.mjs';
import { stagePackage } from './package/stage-package.mjs';

const root = path.resolve(import.meta.dirname, '..');
const machine = readMachine();
const electron = await ensureElectron(root, machine, console.log);
const { folder, executable } = packedApp(machine.platform, machine.arch);
const packed = path.join(packageFolder(root, electron.kind), folder);
if (!existsSync(path.join(packed, executable))) {
  console.error(`There is no packaged application in ${packed}. Run npm run package first.`);
  process.exit(1);
}
process.exitCode = await withSession(machine, electron, async (session, signal) => {
  try {
    const fuses = await desktopScript(root, 'check-fuses.mjs', [path.join(packed, executable)], signal);
    if (fuses.code !== 0) throw new Error(fuses.said.trim());
    console.log(fuses.said.trim());
    const binary = await stagePackage(session, electron, packed, executable);
    await smoke({ binary, session, standIn: electron.kind === 'stand-in', signal });
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
});
