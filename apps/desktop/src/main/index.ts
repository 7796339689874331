import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { systemClock } from '@wiz/core';
import { app, dialog, powerMonitor, protocol, session, type BrowserWindow } from 'electron';
import type { Application } from './application.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { endSecond } from './lifecycle/end-second.ts';
import { finishBeforeQuit } from './lifecycle/finish-before-quit.ts';
import { followPower } from './lifecycle/follow-power.ts';
import { refuseExit } from './lifecycle/refuse-exit.ts';
import { errorsOnTerminal } from './log/errors-on-terminal.ts';
import { fileLogger } from './log/file-logger.ts';
import { appScheme, appUrl } from './protocol/origin.ts';
import { serveApp } from './protocol/serve-app.ts';
import { guardAllContents } from './security/contents-guards.ts';
import { denyPermissions } from './security/permissions.ts';
import { blockForeignRequests } from './security/request-filter.ts';
import { keepPlace, keptPlace } from './window/keep-place.ts';
import { openMainWindow } from './window/main-window.ts';
import { setMenu } from './window/menu.ts';
import { recoverWindow } from './window/recover-window.ts';
import { reloadOnChange } from './window/reload-on-change.ts';
import { rememberWindow } from './window/remember-window.ts';

// No one may switch certificate checks off from outside.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

try {
  const environment = readEnvironment(process.env, app.isPackaged);
  if (environment.dataFolder !== undefined) {
    mkdirSync(environment.dataFolder, { recursive: true });
    app.setPath('userData', environment.dataFolder);
  }
  // Before any file of ours is opened: a second instance shows the first one's window and ends. What it was started with is not looked at.
  if (app.requestSingleInstanceLock()) run(environment);
  else endSecond(app, environment.dev, process.stderr);
} catch (error) {
  dialog.showErrorBox(
    'Project Wiz cannot start',
    `Its data folder cannot be used: ${error instanceof Error ? error.message : String(error)}`,
  );
  app.exit(1);
}

function run({ dev, again, standIns }: Environment): void {
  const clock = systemClock();
  const appFolder = app.getAppPath();
  const userData = app.getPath('userData');
  const devTools = !app.isPackaged;
  const file = fileLogger({ file: path.join(userData, 'logs', 'project-wiz.log'), home: os.homedir(), now: () => clock.wallNow() });
  // The log holds no messages, for they may quote anything; who develops sees them on the terminal.
  const logger = dev ? errorsOnTerminal(file, (text) => console.error(text)) : file;
  process.on('uncaughtException', (error) => {
    logger.error('uncaught_exception', { error });
    if (devTools && !dev) console.error(error);
  });
  process.on('unhandledRejection', (reason) => {
    logger.error('unhandled_rejection', { error: reason });
    if (devTools && !dev) console.error(reason);
  });
  const allowExit = refuseExit(process, logger);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    logger.error('child_process_gone', { type, reason, exitCode });
  });
  guardAllContents(app);

  let window: BrowserWindow | undefined;
  let placeSaved: { flush(): Promise<void> } | undefined;
  let application: Application | undefined;

  const open = (): BrowserWindow => {
    const stateFile = path.join(userData, 'window-state.json');
    const placeFile = path.join(userData, 'dev-place.txt');
    const icon = process.platform === 'linux' ? path.join(appFolder, 'icon.png') : undefined;
    const url = again ? keptPlace(placeFile) : appUrl;
    const opened = openMainWindow({ url, preload: path.join(appFolder, 'preload', 'index.cjs'), devTools, stateFile, icon });
    placeSaved = rememberWindow(opened, stateFile, clock, logger.port);
    recoverWindow(opened, clock, logger.port, () => {
      dialog.showErrorBox('The window has crashed twice', 'Project Wiz ends now; nothing that was saved is lost. Start it again.');
      app.quit();
    });
    if (dev) {
      reloadOnChange(opened, path.join(appFolder, 'renderer'), clock);
      keepPlace(opened, placeFile);
    }
    opened.once('closed', () => {
      window = undefined;
    });
    window = opened;
    return opened;
  };
  const show = (): void => {
    if (window === undefined) {
      if (application !== undefined) application.admit(open());
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  finishBeforeQuit(app, clock, async () => {
    await Promise.all([placeSaved?.flush(), application?.close()]);
    logger.info('quit', {});
    await logger.flush();
    allowExit();
  });

  void app.whenReady().then(async () => {
    followPower(powerMonitor, clock);
    setMenu(process.platform, devTools);
    denyPermissions(session.defaultSession);
    blockForeignRequests(session.defaultSession, devTools);
    // Otherwise Chromium fetches a dictionary from Google, also where nothing is ever checked for spelling.
    session.defaultSession.setSpellCheckerLanguages([]);
    session.defaultSession.protocol.handle(appScheme, serveApp(path.join(appFolder, 'renderer')));
    const first = open();
    // The larger half of main is loaded while the window's process starts. Nothing that the page sends
    // can be missed: its messages are handled in later turns of the event loop than this import.
    const { startApplication } = await import('./application.ts');
    application = startApplication({ appFolder, dataFolder: path.join(userData, 'data'), standIns, clock, logger });
    application.admit(first);
    logger.info('started', { version: app.getVersion(), electron: process.versions.electron, packaged: app.isPackaged });
  });
}
