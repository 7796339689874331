// Packs a built application folder with an unpacked Electron.
// usage: node pack.mjs '{"app": …, "output": …, "electron": …, "version": …, "targets": ["dir"]}' (absolute folders)
import process from 'node:process';
import path from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { packageConfig } from '../electron-builder.config.mjs';

const order = /** @type {{ app: string, output: string, electron: string, version: string, targets: string[] }} */ (
  JSON.parse(process.argv[2] ?? '{}')
);
const platforms = new Map([
  ['linux', Platform.LINUX],
  ['darwin', Platform.MAC],
  ['win32', Platform.WINDOWS],
]);
const platform = platforms.get(process.platform);
if (platform === undefined) {
  console.error(`There is no package for ${process.platform}.`);
  process.exit(1);
}
try {
  await build({
    targets: platform.createTarget(order.targets, process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    projectDir: path.resolve(import.meta.dirname, '..'),
    publish: 'never',
    config: packageConfig(order),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
