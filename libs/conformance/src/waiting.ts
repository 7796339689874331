import type { Clock } from '@wiz/core';
import assert from 'node:assert/strict';

/** Milliseconds between two looks. */
const everyMs = 3;

/** Waits until something holds. @throws AssertionError, with what was waited for, after so many milliseconds */
export async function until(clock: Clock, holds: () => boolean | Promise<boolean>, what: string, ms = 5000): Promise<void> {
  const giveUpAt = clock.now() + ms;
  while (!(await holds())) {
    assert.ok(clock.now() < giveUpAt, `${what} within ${String(ms)} ms`);
    await clock.sleep(everyMs);
  }
}

/** The promise, or an AssertionError when it takes longer. Leaves no timer. */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>, what: string): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(
    () => assert.fail(`${what} within ${String(ms)} ms`),
    () => assert.fail('unreachable: the race is over'),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    // Whoever lost the race has nobody to tell.
    late.catch(() => undefined);
    over.abort();
  }
}
