import type { BrowserWindow } from 'electron';
import type { Clock } from '@wiz/core';
import type { Logger } from '@wiz/engine';
import { writeAtomically } from './atomic-file.ts';
import type { WindowState } from './window-state.ts';

/** How long a window must rest before its place is written, in milliseconds. */
const restMs = 500;

/** Writes the window's place to a file whenever it has come to rest, and when it closes. Failing to is logged, nothing more. */
export function rememberWindow(window: BrowserWindow, file: string, clock: Clock, logger: Logger): { flush(): Promise<void> } {
  let cancel: (() => void) | undefined;
  let last: Promise<void> = Promise.resolve();
  const save = (): void => {
    cancel?.();
    cancel = undefined;
    if (window.isDestroyed() || window.isMinimized()) return;
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    last = last
      .then(() => writeAtomically(file, JSON.stringify(state)))
      .catch((error: unknown) => {
        logger.error('window_state_not_saved', { error });
      });
  };
  const later = (): void => {
    cancel?.();
    cancel = clock.at(clock.now() + restMs, save);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', save);
  window.on('closed', () => {
    cancel?.();
  });
  return { flush: () => last };
}
