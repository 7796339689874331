import { cancelled, Env, RateLimiter, systemClock } from '../src/index.ts';
import { callOf, work } from './connection.ts';

/** Nanoseconds for each of the waiters. */
export interface LineCost {
  readonly add: number;
  readonly cancel: number;
  readonly release: number;
}

/**
 * A paused limiter with this many waiters, each with a signal and a deadline of its own: all are added, a half of them
 * cancelled one by one, the others released in one step. On the real clock, whose time is moved by hand.
 */
export async function lineOf(waiters: number): Promise<LineCost> {
  let now = 0;
  let fire: () => void = () => undefined;
  const clock = systemClock({
    monotonic: () => now,
    wall: () => now,
    setTimer: (callback) => {
      fire = callback;
      return 0;
    },
    clearTimer: () => undefined,
  });
  const env = new Env({ clock, random: () => 0.5, sink: () => undefined });
  // So quick that all of them may go in the first moment after the pause.
  const limiter = new RateLimiter(env, { perMinute: 6e12, burst: waiters, queue: waiters });
  limiter.pause(1000);
  const callers = Array.from({ length: waiters }, () => new AbortController());
  const calls = callers.map(({ signal }) => ({ ...callOf(undefined, signal), deadlineAt: 60_000 }));

  let startedAt = performance.now();
  const running = calls.map((call) => limiter.policy(work, call));
  const add = performance.now() - startedAt;
  const done = Promise.allSettled(running);

  const reason = cancelled();
  startedAt = performance.now();
  for (let at = 0; at < waiters; at += 2) callers[at]?.abort(reason);
  const cancel = performance.now() - startedAt;

  startedAt = performance.now();
  now = 1010;
  fire();
  await done;
  const release = performance.now() - startedAt;
  if (limiter.waiting !== 0) throw new Error(`${String(limiter.waiting)} are still waiting`);
  return { add: (add * 1e6) / waiters, cancel: (cancel * 2e6) / waiters, release: (release * 2e6) / waiters };
}
