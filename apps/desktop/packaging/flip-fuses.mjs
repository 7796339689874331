import path from 'node:path';
import { flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { fuseConfig } from './fuses.mjs';

/**
 * Sets the fuses of a packed application, before it is signed.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
export async function flipPackedFuses({ appOutDir, electronPlatformName, packager }) {
  const binary = executable(appOutDir, electronPlatformName, packager);
  const wire = await getCurrentFuseWire(binary);
  const known = Object.keys(wire).filter((key) => /^\d+$/.test(key)).length;
  await flipFuses(binary, fuseConfig(electronPlatformName, known));
}

/**
 * @param {string} folder
 * @param {string} platform
 * @param {import('app-builder-lib').AfterPackContext['packager']} packager
 */
function executable(folder, platform, packager) {
  if (platform === 'darwin') return path.join(folder, `${packager.appInfo.productFilename}.app`);
  if (platform === 'win32') return path.join(folder, `${packager.appInfo.productFilename}.exe`);
  return path.join(folder, 'project-wiz');
}
