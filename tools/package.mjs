// Packs the application: `npm run package`. The folder that runs always; installers where Electron is the official one,
// as far as the network allows (their tools are downloads).
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ensureElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { desktopScript } from './package/desktop-script.mjs';
import { electronFolder, installersOf, packageFolder, packedApp } from './package/packed-app.mjs';
import { buildDesktop } from './run/build-desktop.mjs';
import { untilInterrupted } from './run/interrupt.mjs';

const root = path.resolve(import.meta.dirname, '..');
const machine = readMachine();
const electron = await ensureElectron(root, machine, console.log);
const output = packageFolder(root, electron.kind);
const { folder, executable } = packedApp(machine.platform, machine.arch);

process.exitCode = await untilInterrupted(async (signal) => {
  const app = await buildDesktop(root, process.env, electron.buildTarget, signal);
  await rm(output, { recursive: true, force: true });
  const order = { app, output, electron: electronFolder(electron.executable, machine.platform), version: electron.version };
  const pack = (/** @type {readonly string[]} */ targets) =>
    desktopScript(root, 'pack.mjs', [JSON.stringify({ ...order, targets })], signal);
  const packed = await pack(['dir']);
  if (packed.code !== 0) {
    console.error(packed.said.trim());
    return 1;
  }
  await stat(path.join(output, folder, executable));
  console.log(`The application is in ${path.join(output, folder)}`);
  if (electron.kind === 'stand-in') {
    console.log(`It is made of the tests’ stand-in for Electron (${electron.version}): good for trying out, not to be handed out.`);
    return 0;
  }
  for (const installer of installersOf(machine.platform)) {
    const { code, said } = await pack([installer]);
    console.log(code === 0 ? `${installer}: built` : `${installer}: not built (${said.trim().split('\n').at(-1) ?? ''})`);
  }
  return 0;
});
