import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { IntegrationError, type Clock } from '@wiz/core';
import { contractOf, type AppInfo } from '@wiz/ipc-contract';
import { createIpcGuard, createRouter, type AppFacade } from '@wiz/ipc-contract/main';
import { app, BrowserWindow, dialog, net, safeStorage, session, shell, type OpenDialogOptions } from 'electron';
import { appInfo } from './app-info.ts';
import { development } from './development/development.ts';
import { showInEditor } from './development/show-in-editor.ts';
import type { BundleSources } from './diagnostics/collect-bundle.ts';
import { dataFiles } from './diagnostics/data-files.ts';
import { diagnostics } from './diagnostics/diagnostics.ts';
import { reports } from './diagnostics/reports.ts';
import { hostEngine } from './engine-host.ts';
import { RunsUnderWay } from './lifecycle/runs-under-way.ts';
import { watchMain } from './lifecycle/watch-main.ts';
import type { FileLogger } from './log/file-logger.ts';
import { electronTransport } from './network/electron-transport.ts';
import { desktopOpener } from './programs/desktop-opener.ts';
import { systemPrograms } from './programs/system-programs.ts';
import { appOrigin } from './protocol/origin.ts';
import { externalOpener } from './security/external-url.ts';
import { keychainVault } from './vault/keychain-vault.ts';

export interface ApplicationOptions {
  /** The folder that holds main, preload and renderer. */
  readonly appFolder: string;
  readonly dataFolder: string;
  /** For development only: the file with what stands in for the systems. */
  readonly standIns: string | undefined;
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
export function startApplication({ appFolder, dataFolder, standIns, clock, logger }: ApplicationOptions): Application {
  const runs = new RunsUnderWay();
  const programs = systemPrograms({ env: process.env, platform: process.platform, home: os.homedir() });
  const opener = desktopOpener(shell, process.platform, (name) => programs.find(name));
  const host = hostEngine({
    dataFolder,
    storeScript: path.join(appFolder, 'main', 'store-worker.cjs'),
    host: { trash: (file) => shell.trashItem(file), userAgent: `ProjectWiz/${app.getVersion()}` },
    vault: keychainVault({ safeStorage, platform: process.platform, appName: app.getName() }),
    programs,
    transportFor: (key) => electronTransport(key, { session, net }),
    clock,
    logger: logger.port,
    onEngine: (engine) => {
      runs.follow(engine);
    },
  });
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const endWatch = watchMain({ clock, cpuMs, runs: () => runs.take(), logger });
  /** What a dialog belongs to: the window that is used, or any. */
  const frontWindow = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const info = async (): Promise<AppInfo> =>
    appInfo({
      version: app.getVersion(),
      versions: { electron: process.versions.electron, chrome: process.versions.chrome },
      builtFor: __WIZ_ELECTRON__,
      platform: process.platform,
      dataFolder,
      logFile: logger.files[0] ?? '',
      notices: await host.notices(),
    });
  const sources: BundleSources = {
    engine: () => host.engine(),
    contractOf,
    governor: (id) => host.governor(id),
    application: async () => {
      const { version, electron, chromium, platform, standIn } = await info();
      const system = { platform, system: os.release(), architecture: process.arch };
      return { version, electron, chromium, node: process.versions.node, ...system, packaged: app.isPackaged, standIn };
    },
    store: async () => ({ notices: await host.notices(), files: await dataFiles(dataFolder) }),
    logFiles: logger.files,
    clock,
    home: os.homedir(),
    user: process.env['USER'] ?? process.env['USERNAME'] ?? path.basename(os.homedir()),
  };
  const askWhere = async (name: string): Promise<string | undefined> => {
    const options = {
      title: 'Save diagnostics',
      defaultPath: path.join(app.getPath('downloads'), name),
      filters: [{ name: 'JSON', extensions: ['json'] }],
    };
    const window = frontWindow();
    const { canceled, filePath } = await (window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
    return canceled || filePath === '' ? undefined : filePath;
  };
  const openExternal = externalOpener(clock, (url) => opener.openExternal(url));
  const facade: AppFacade = {
    info,
    ...diagnostics({ sources, askWhere, clock, logger }),
    ...reports({ sources, askWhere, openExternal, logger }),
    development:
      standIns === undefined ? undefined : development({ file: standIns, engine: () => host.engine(), show: showInEditor(app, opener) }),
    pickFolder: async ({ title, start }) => {
      const options: OpenDialogOptions = {
        properties: ['openDirectory', 'createDirectory'],
        ...(title === undefined ? {} : { title }),
        ...(start !== undefined && path.isAbsolute(start) ? { defaultPath: start } : {}),
      };
      const window = frontWindow();
      const { canceled, filePaths } = await (window === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return { path: canceled ? null : (filePaths[0] ?? null) };
    },
    openExternal,
    openDataFolder: async () => {
      const fault = await opener.openPath(dataFolder);
      if (fault !== '')
        throw new IntegrationError(
          'not_found',
          'The data folder could not be opened. Open it yourself: the path is shown beside the button.',
        );
    },
  };
  const router = createRouter({ engine: () => host.engine(), app: facade, logger: logger.port });
  const guard = createIpcGuard({ router, origin: appOrigin, logger: logger.port, clock });
  return {
    admit: (window) => {
      guard.admit(window);
    },
    close: async () => {
      guard.dispose();
      await host.close();
      endWatch();
    },
  };
}
