import { IntegrationError } from '@wiz/core';
import type { Shell } from 'electron';

type Opener = Pick<Shell, 'openExternal' | 'openPath'>;

/**
 * Hands pages and folders to what opens them on this computer. On Linux that is `xdg-open`, which Electron starts without looking
 * whether it is there: it then says that it opened what it did not.
 *
 * @param find the whole path of a program, undefined where there is none
 */
export function desktopOpener(shell: Opener, platform: NodeJS.Platform, find: (name: string) => Promise<string | undefined>): Opener {
  const isMissing = async (): Promise<boolean> => platform === 'linux' && (await find('xdg-open')) === undefined;
  return {
    openExternal: async (url, options) => {
      if (await isMissing())
        throw new IntegrationError('not_found', `Nothing on this computer opens pages: xdg-open is missing. The address is ${url}`);
      await shell.openExternal(url, options);
    },
    openPath: async (file) => ((await isMissing()) ? 'xdg-open is missing' : shell.openPath(file)),
  };
}
