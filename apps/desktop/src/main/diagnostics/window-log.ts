import type { Clock } from '@wiz/core';
import type { WindowLog } from '@wiz/ipc-contract';
import type { AppLogger } from '../log/file-logger.ts';

/** Lines that the window may have in the log within a minute: what goes wrong there may go wrong with every frame. */
const mostAMinute = 60;
const minuteMs = 60_000;

/** Writes what the window tells, up to so many lines a minute, and how many it were that could not be. Never throws. */
export function windowLog(clock: Pick<Clock, 'now'>, logger: AppLogger): (report: WindowLog) => void {
  let since = Number.NEGATIVE_INFINITY;
  let written = 0;
  let dropped = 0;
  return ({ events, dropped: untold }) => {
    if (clock.now() - since >= minuteMs) {
      since = clock.now();
      written = 0;
    }
    const fitting = events.slice(0, mostAMinute - written);
    written += fitting.length;
    dropped += untold + events.length - fitting.length;
    for (const happened of fitting) {
      if (happened.event === 'error') logger.error('window_error', happened);
      else logger.info('window_call_failed', happened);
    }
    if (dropped === 0 || written === mostAMinute) return;
    logger.error('window_lines_dropped', { count: dropped });
    dropped = 0;
  };
}
