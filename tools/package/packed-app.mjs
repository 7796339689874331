import path from 'node:path';

/**
 * Where a package lies. One made of the tests' stand-in lies apart: it must not be handed out.
 * @param {string} root the workspace
 * @param {'official' | 'stand-in'} kind
 */
export function packageFolder(root, kind) {
  return path.join(root, 'dist', kind === 'official' ? 'package' : 'package-standin');
}

/**
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {{ folder: string, executable: string }} the packed application inside the package's folder, and its binary inside that
 */
export function packedApp(platform, arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'win32') return { folder: `win${suffix}-unpacked`, executable: 'Project Wiz.exe' };
  if (platform === 'darwin')
    return { folder: `mac${suffix}`, executable: path.join('Project Wiz.app', 'Contents', 'MacOS', 'Project Wiz') };
  return { folder: `linux${suffix}-unpacked`, executable: 'project-wiz' };
}

/**
 * What people install, for each system.
 * @param {NodeJS.Platform} platform
 * @returns {readonly string[]} the packager's names
 */
export function installersOf(platform) {
  if (platform === 'win32') return ['nsis'];
  return platform === 'darwin' ? ['dmg'] : ['AppImage', 'deb'];
}

/**
 * The folder of an unpacked Electron, from its binary.
 * @param {string} binary
 * @param {NodeJS.Platform} platform
 */
export function electronFolder(binary, platform) {
  // Electron.app/Contents/MacOS/Electron
  return platform === 'darwin' ? path.resolve(binary, '..', '..', '..', '..') : path.dirname(binary);
}
