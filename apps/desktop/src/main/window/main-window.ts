import { readFileSync } from 'node:fs';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { webPreferences } from '../security/web-preferences.ts';
import { minimumSize, parseWindowState, placeWindow, type WindowState } from './window-state.ts';

export interface MainWindowOptions {
  /** The screen that is shown first; an address of the application's own. */
  readonly url: string;
  readonly preload: string;
  readonly devTools: boolean;
  readonly stateFile: string;
  /** Needed on Linux only: elsewhere the binary carries it. Undefined: none. */
  readonly icon: string | undefined;
}

/** The page's own ground colours: what is seen until it has painted. */
const ground = { light: '#ffffff', dark: '#151816' };

/** Makes the window and begins to load the page. It is shown with its first picture, never white. */
export function openMainWindow({ url, preload, devTools, stateFile, icon }: MainWindowOptions): BrowserWindow {
  const { maximized, ...bounds } = placeWindow(
    remembered(stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Project Wiz',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    autoHideMenuBar: true,
    ...(icon === undefined ? {} : { icon }),
    webPreferences: { ...webPreferences(preload, devTools) },
  });
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // A page that fails to load must not leave a process without a window.
  window.webContents.once('did-fail-load', show);
  // A rejection is the same failure once more.
  window.loadURL(url).catch(show);
  return window;
}

function remembered(file: string): WindowState | undefined {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
