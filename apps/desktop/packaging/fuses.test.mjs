import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { fuseConfig, fuses } from './fuses.mjs';

describe('the fuses', () => {
  it.each(['linux', 'darwin', 'win32'])('of a product for %s are the nine that docs/security/electron.md decides on', (platform) => {
    expect(fuses(platform)).toEqual({
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    });
  });

  it('are every fuse that the tool knows, each named', () => {
    const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    expect(Object.keys(fuses('linux')).map(Number).sort()).toEqual(known.sort());
  });

  it('make an unnamed one an error in a current Electron, and are cut to what an old one has', () => {
    expect(fuseConfig('linux', 9)).toMatchObject({ strictlyRequireAllFuses: true });
    expect(fuseConfig('linux', 10)).toMatchObject({ strictlyRequireAllFuses: true });
    const old = fuseConfig('linux', 7);
    expect(old).not.toHaveProperty('strictlyRequireAllFuses');
    expect(Object.keys(old).filter((key) => /^\d$/.test(key))).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });
});
