import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';
import { appUrl, isAppUrl } from '../protocol/origin.ts';

/** For development: remembers the screen that is open, for the process that comes after a save. */
export function keepPlace(window: BrowserWindow, file: string): void {
  window.webContents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    // Without it the first screen is shown: nothing is lost.
    if (isMainFrame) writeFile(file, url).catch(() => undefined);
  });
}

/** The address of the screen that was open; of the first one when that is not known. */
export function keptPlace(file: string): string {
  try {
    const url = readFileSync(file, 'utf8');
    return isAppUrl(url) ? url : appUrl;
  } catch {
    return appUrl;
  }
}
