import type { FolderSystem } from '../folder-client.ts';

/** The ways of confinement that this computer can try: on Linux also the one of the others. */
export const systems: readonly (FolderSystem & { readonly confinement: 'descriptor' | 'checked' })[] =
  process.platform === 'linux'
    ? [
        { platform: 'linux', confinement: 'descriptor' },
        { platform: 'linux', confinement: 'checked' },
      ]
    : [{ platform: process.platform, confinement: 'checked' }];
