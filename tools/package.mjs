// Packs the application: `npm run package`. The folder that runs always; installers where Electron is the official one,
// as far as the network allows (their tools are downloads).
import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Arch, build, Platform } from 'electron-builder';
import { packageConfig } from '../apps/desktop/electron-builder.config.mjs';
import { ensureElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { packageFolder, packedApp } from './package/packed-app.mjs';
import { buildDesktop } from './run/build-desktop.mjs';
import { untilInterrupted } from './run/interrupt.mjs';

const root = path.resolve(import.meta.dirname, '..');
const machine = readMachine();
const platform = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }[/** @type {string} */ (machine.platform)];
if (platform === undefined) {
  console.error(`There is no package for ${machine.platform}.`);
  process.exit(1);
}
const installers = { linux: ['AppImage', 'deb'], darwin: ['dmg'], win32: ['nsis'] }[/** @type {string} */ (machine.platform)] ?? [];
const arch = machine.arch === 'arm64' ? Arch.arm64 : Arch.x64;

const electron = await ensureElectron(root, machine, console.log);
const output = packageFolder(root, electron.kind);
const { folder, executable } = packedApp(machine.platform, machine.arch);

await untilInterrupted(async (signal) => {
  const app = await buildDesktop(root, process.env, electron.buildTarget, signal);
  await rm(output, { recursive: true, force: true });
  const config = packageConfig({ app, output, electron: electronFolder(electron.executable), version: electron.version });
  const pack = (/** @type {string[]} */ targets) =>
    build({ targets: platform.createTarget(targets, arch), projectDir: path.join(root, 'apps', 'desktop'), publish: 'never', config });
  await pack(['dir']);
  const packed = path.join(output, folder, executable);
  await stat(packed);
  console.log(`The application is in ${path.join(output, folder)}`);
  if (electron.kind === 'stand-in') {
    console.log(`It is made of the tests’ stand-in for Electron (${electron.version}): good for trying out, not to be handed out.`);
    return;
  }
  for (const installer of installers) {
    signal.throwIfAborted();
    try {
      console.log(`${installer}: ${(await pack([installer])).filter((file) => existsSync(file)).join(', ')}`);
    } catch (error) {
      console.log(`${installer}: not built (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}).`);
    }
  }
});

/**
 * The folder of an unpacked Electron, from its binary.
 * @param {string} binary
 */
function electronFolder(binary) {
  return machine.platform === 'darwin' ? path.resolve(binary, '..', '..', '..', '..') : path.dirname(binary);
}
