import type { Clock } from '@wiz/core';
import assert from 'node:assert/strict';

/** Milliseconds between two looks. */
const everyMs = 3;
/** So many slices has a limit: each is late when this process gets no turn, so that a limit grows with the machine’s load. */
const slices = 100;
/** Turns of the event loop in which everything that was under way on loopback has arrived, and milliseconds of each. */
const [momentTurns, momentMs] = [16, 3];

/** Waits until something holds. @throws AssertionError, with what was waited for, after about so many milliseconds */
export async function until(clock: Clock, holds: () => boolean | Promise<boolean>, what: string, ms = 5000): Promise<void> {
  const giveUpAt = clock.now() + ms;
  // On a busy machine there are fewer looks in the same time, and less has happened.
  let looksLeft = ms / everyMs / 2;
  while (!(await holds())) {
    assert.ok(clock.now() < giveUpAt || looksLeft > 0, `${what} within ${String(ms)} ms`);
    looksLeft -= 1;
    await clock.sleep(everyMs);
  }
}

/** The promise, or an AssertionError when it takes longer, by about so many milliseconds. Leaves no timer. */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>, what: string): Promise<T> {
  const over = new AbortController();
  const late = inSlices(clock, ms, over.signal).then(
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

/** Time enough for something that should not happen: turns of the event loop, not a time on the clock. */
export async function aMoment(clock: Clock): Promise<void> {
  for (let turn = 0; turn < momentTurns; turn += 1) await clock.sleep(momentMs);
}

async function inSlices(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  for (let slice = 0; slice < slices; slice += 1) await clock.sleep(ms / slices, signal);
}
