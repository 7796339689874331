import type { App } from 'electron';
import type { Clock } from '@wiz/core';

/** The longest that a quit waits for what is unfinished, in milliseconds. */
export const quitLimitMs = 3000;

/** Lets the application end only after `finish` has settled, or after `quitLimitMs` at the latest. */
export function finishBeforeQuit(app: Pick<App, 'on' | 'exit'>, clock: Clock, finish: () => Promise<void>): void {
  let state: 'open' | 'finishing' = 'open';
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (state === 'finishing') return;
    state = 'finishing';
    const limit = new AbortController();
    const late = clock.sleep(quitLimitMs, limit.signal).catch(() => undefined);
    void Promise.race([finish().catch(() => undefined), late]).then(() => {
      limit.abort();
      app.exit(0);
    });
  });
}
