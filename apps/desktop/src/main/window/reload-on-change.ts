import { watch } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Clock } from '@wiz/core';

/** A build writes the page last and in one go; this many milliseconds of rest tell that it is whole. */
const restMs = 100;

/** For development: loads the page again when its build has changed. Ends with the window. */
export function reloadOnChange(window: BrowserWindow, rendererFolder: string, clock: Clock): void {
  let cancel: (() => void) | undefined;
  // The folder above: the build may remove and make the folder anew, which ends a watch on it.
  const watchers = [rendererFolder, path.dirname(rendererFolder)].map((folder) =>
    watch(folder, (_event, name) => {
      if (name !== 'index.html' && name !== path.basename(rendererFolder)) return;
      cancel?.();
      cancel = clock.at(clock.now() + restMs, () => {
        window.webContents.reloadIgnoringCache();
      });
    }),
  );
  window.once('closed', () => {
    cancel?.();
    for (const watcher of watchers) watcher.close();
  });
}
