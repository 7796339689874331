import { FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * The product's nine fuses, every one of them named. Why each is as it is: docs/security/electron.md, item 19.
 * @param {string} platform as Node names it
 * @returns {Record<FuseV1Options, boolean>}
 */
export function fuses(platform) {
  return {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    // Linux has no such check; asking for it there only makes the start slower.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform === 'darwin' || platform === 'win32',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}

/**
 * What is handed to `flipFuses`. With the official Electron a fuse that we do not name is an error: a new one must be decided on.
 * @param {string} platform
 * @param {number} known how many fuses the binary has; the tests' stand-in has fewer
 * @returns {import('@electron/fuses').FuseConfig}
 */
export function fuseConfig(platform, known) {
  const all = fuses(platform);
  if (known >= Object.keys(all).length)
    return { version: FuseVersion.V1, strictlyRequireAllFuses: true, resetAdHocDarwinSignature: platform === 'darwin', ...all };
  const present = Object.fromEntries(Object.entries(all).filter(([index]) => Number(index) < known));
  return { version: FuseVersion.V1, ...present };
}
