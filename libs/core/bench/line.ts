import { cancelled, Env, RateLimiter } from '../src/index.ts';
import { ManualClock } from '../src/testing/index.ts';
import { callOf, work } from './connection.ts';

/** Nanoseconds for each of the waiters. */
export interface LineCost {
  readonly add: number;
  readonly cancel: number;
  readonly release: number;
}

/** A paused limiter with this many waiters: each is added, a half of them cancelled one by one, the others released together. */
export async function lineOf(waiters: number): Promise<LineCost> {
  const clock = new ManualClock();
  const limiter = new RateLimiter(new Env({ clock, random: () => 0.5, sink: () => undefined }), {
    perMinute: 60_000 * waiters,
    burst: waiters,
    queue: waiters,
  });
  limiter.pause(1000);
  const callers = Array.from({ length: waiters }, () => new AbortController());
  const calls = callers.map(({ signal }) => callOf(undefined, signal));

  let startedAt = performance.now();
  const running = calls.map((call) => limiter.policy(work, call));
  const add = performance.now() - startedAt;
  const done = Promise.allSettled(running);

  const reason = cancelled();
  startedAt = performance.now();
  for (let at = 0; at < waiters; at += 2) callers[at]?.abort(reason);
  const cancel = performance.now() - startedAt;

  startedAt = performance.now();
  await clock.advance(1001);
  await done;
  const release = performance.now() - startedAt;
  if (limiter.waiting !== 0 || clock.pending !== 0) throw new Error('someone is still waiting');
  return { add: (add * 1e6) / waiters, cancel: (cancel * 2e6) / waiters, release: (release * 2e6) / waiters };
}
