import path from 'node:path';
import { IntegrationError, type Clock } from '@wiz/core';
import { createIpcGuard, createRouter, type AppFacade } from '@wiz/ipc-contract/main';
import { app, BrowserWindow, dialog, net, safeStorage, session, shell, type OpenDialogOptions } from 'electron';
import { appInfo } from './app-info.ts';
import { hostEngine } from './engine-host.ts';
import type { FileLogger } from './log/file-logger.ts';
import { electronTransport } from './network/electron-transport.ts';
import { appOrigin } from './protocol/origin.ts';
import { externalOpener } from './security/external-url.ts';
import { keychainVault } from './vault/keychain-vault.ts';

export interface ApplicationOptions {
  /** The folder that holds main, preload and renderer. */
  readonly appFolder: string;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly logger: FileLogger;
}

/** Everything behind the window. */
export interface Application {
  /** Answers this window's page from now on. */
  admit(window: BrowserWindow): void;
  /** Ends all of it in order. Never rejects. */
  close(): Promise<void>;
}

/** Puts engine, store, router and guard together. */
export function startApplication({ appFolder, dataFolder, clock, logger }: ApplicationOptions): Application {
  const host = hostEngine({
    dataFolder,
    storeScript: path.join(appFolder, 'main', 'store-worker.cjs'),
    host: { trash: (file) => shell.trashItem(file), userAgent: `ProjectWiz/${app.getVersion()}` },
    vault: keychainVault({ safeStorage, platform: process.platform, appName: app.getName() }),
    transportFor: (key) => electronTransport(key, { session, net }),
    clock,
    logger,
  });
  const facade: AppFacade = {
    info: async () =>
      appInfo({
        version: app.getVersion(),
        versions: { electron: process.versions.electron, chrome: process.versions.chrome },
        builtFor: __WIZ_ELECTRON__,
        platform: process.platform,
        dataFolder,
        notices: await host.notices(),
      }),
    pickFolder: async ({ title, start }) => {
      const options: OpenDialogOptions = {
        properties: ['openDirectory', 'createDirectory'],
        ...(title === undefined ? {} : { title }),
        ...(start !== undefined && path.isAbsolute(start) ? { defaultPath: start } : {}),
      };
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      const { canceled, filePaths } = await (window === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return { path: canceled ? null : (filePaths[0] ?? null) };
    },
    openExternal: externalOpener(clock, (url) => shell.openExternal(url)),
    openDataFolder: async () => {
      const fault = await shell.openPath(dataFolder);
      if (fault !== '')
        throw new IntegrationError(
          'not_found',
          'The data folder could not be opened. Open it yourself: the path is shown beside the button.',
        );
    },
  };
  const guard = createIpcGuard({ router: createRouter({ engine: () => host.engine(), app: facade, logger }), origin: appOrigin, logger });
  return {
    admit: (window) => {
      guard.admit(window);
    },
    close: async () => {
      guard.dispose();
      await host.close();
    },
  };
}
