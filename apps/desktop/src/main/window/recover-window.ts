import type { BrowserWindow } from 'electron';
import type { Clock } from '@wiz/core';
import type { Logger } from '@wiz/engine';

/** Crashes closer together than this, in milliseconds, are not answered by another reload: it would go on for ever. */
const pauseMs = 10_000;

/** Loads the page again after its process has died, and says so in the log. */
export function recoverWindow(window: BrowserWindow, clock: Clock, logger: Logger, giveUp: () => void): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    logger.error('window_crashed', { reason, exitCode });
    const isRepeated = clock.now() - lastCrash < pauseMs;
    lastCrash = clock.now();
    if (window.isDestroyed()) return;
    if (isRepeated) giveUp();
    else window.webContents.reload();
  });
}
