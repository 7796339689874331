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
