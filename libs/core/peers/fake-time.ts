import { afterEach, beforeEach, vi } from 'vitest';
import { settle } from '../src/testing/manual-clock.ts';

/**
 * One fake time for everybody: the peers read the global timers and clocks, and so does our own `systemClock`.
 * What is not faked, promises and sockets, runs as ever.
 */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      now: Date.UTC(2026, 0, 1),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets time pass, with everything that is due meanwhile. */
export async function advance(ms: number): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

/** Whole milliseconds on the monotonic clock. */
export function now(): number {
  return Math.round(performance.now());
}

/** Steps the computer's own clock, as a person or a time server does; monotonic time and timers do not notice. */
export function stepWall(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}
