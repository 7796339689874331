import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STAND_IN, standInFolder } from './stand-in.mjs';

/**
 * @typedef {object} Electron
 * @property {string} executable the binary itself
 * @property {'official' | 'stand-in'} kind
 * @property {string} version
 * @property {'current' | 'standin'} buildTarget what the desktop has to be built for (WIZ_BUILD_TARGET)
 */

/**
 * @param {NodeJS.Platform} platform
 * @returns {string} the binary's path inside a distribution of Electron
 */
export function executableIn(platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? path.join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron';
}

/**
 * Which Electron this machine has: the official one if its binary is there, else the stand-in. Looks, fetches nothing.
 * @param {string} root the workspace
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Electron | undefined} undefined: none yet
 */
export function findElectron(root, machine) {
  const official = findOfficial(root, machine);
  if (official !== undefined) return official;
  const executable = path.join(standInFolder(machine.cache), 'electron');
  return existsSync(executable) ? { executable, kind: 'stand-in', version: STAND_IN.version, buildTarget: 'standin' } : undefined;
}

/**
 * @param {string} root
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Electron | undefined}
 */
function findOfficial(root, machine) {
  const wanted = electronVersion(root);
  if (wanted === undefined) return undefined;
  const own = machine.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folders = [
    ...(own === undefined || own === '' ? [] : [own]),
    officialCopy(machine.cache, wanted),
    path.join(root, 'node_modules', 'electron', 'dist'),
  ];
  for (const folder of folders) {
    const executable = path.join(folder, executableIn(machine.platform));
    if (existsSync(executable) && distVersion(folder) === wanted) {
      return { executable, kind: 'official', version: wanted, buildTarget: 'current' };
    }
  }
  return undefined;
}

/**
 * As root Electron needs a place that the ordinary user can read, whatever the workspace's own permissions.
 * @param {string} cache
 * @param {string} version
 */
export function officialCopy(cache, version) {
  return path.join(cache, `electron-${version}`);
}

/**
 * @param {string} root
 * @returns {string | undefined} the version of the installed electron package
 */
export function electronVersion(root) {
  try {
    const manifest = /** @type {unknown} */ (JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8')));
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return undefined;
    return typeof manifest.version === 'string' ? manifest.version : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function distVersion(folder) {
  try {
    return readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}
