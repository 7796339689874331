import { Bulkhead } from '../src/bulkhead.ts';
import { Cache } from '../src/cache.ts';
import type { Policy } from '../src/call.ts';
import { CircuitBreaker } from '../src/circuit-breaker.ts';
import { systemClock } from '../src/clock.ts';
import { deadline } from '../src/deadline.ts';
import { Env } from '../src/env.ts';
import { Metrics } from '../src/metrics.ts';
import { pipeline } from '../src/pipeline.ts';
import { RateLimiter } from '../src/rate-limiter.ts';
import { retry } from '../src/retry.ts';
import { testCall } from '../src/testing/call.ts';
import { timeout } from '../src/timeout.ts';
import type { BreakerPeer, BulkheadPeer, CachePeer, MetricsPeer, RateLimitPeer, RetryPeer, Run, TimeoutPeer } from './peer.ts';

function runWith(policy: Policy): Run {
  return (work, caller) => policy((call) => work(call.signal), testCall({ signal: caller }));
}

function newEnv(sink: () => void = () => undefined): Env {
  return new Env({ clock: systemClock(), random: () => Math.random(), sink });
}

/** Our primitives, on the computer's own clock and chance, as the peers are. */
export const ours: RetryPeer & TimeoutPeer & BreakerPeer & BulkheadPeer & RateLimitPeer & MetricsPeer & CachePeer = {
  name: 'ours',
  mostRetries: 5,
  retry: ({ deadlineMs, ...options }) => {
    const env = newEnv();
    const due = deadlineMs === undefined ? undefined : deadline(env, { ms: deadlineMs });
    return runWith(pipeline({ deadline: due, retry: retry(env, options), attemptTimeout: timeout(env, { ms: 30_000 }) }));
  },
  timeout: (ms) => runWith(timeout(newEnv(), { ms })),
  breaker: ({ failures, openMs, ratio, timeoutMs, limit, listener, restored }) => {
    const clock = systemClock();
    const env = new Env({ clock, random: () => Math.random(), sink: listener ?? (() => undefined) });
    const breaker = new CircuitBreaker(env, { failures, openMs, ratio, jitter: 0 });
    if (restored !== undefined) breaker.restore(restored);
    const attemptTimeout = timeoutMs === undefined ? undefined : timeout(env, { ms: timeoutMs });
    const bulkhead = limit === undefined ? undefined : new Bulkhead(env, { limit, queue: 0 }).policy;
    // With the retry there is an event for every call.
    const policy = pipeline({ retry: retry(env, { retries: 0 }), breaker: breaker.policy, bulkhead, attemptTimeout });
    return {
      run: runWith(policy),
      isOpen: () => breaker.report().state === 'open',
      snapshot: () => breaker.snapshot(),
      power: clock,
    };
  },
  bulkhead: ({ limit, queue, timeoutMs }) => {
    const env = newEnv();
    const attemptTimeout = timeoutMs === undefined ? undefined : timeout(env, { ms: timeoutMs });
    return runWith(pipeline({ bulkhead: new Bulkhead(env, { limit, queue }).policy, attemptTimeout }));
  },
  rateLimit: ({ limit, windowMs }) => runWith(new RateLimiter(newEnv(), { perMinute: (limit * 60_000) / windowMs, burst: limit }).policy),
  cache: () => {
    const policy = new Cache(newEnv()).policy({ ttlMs: 60_000 });
    return (key, work) => policy(work, testCall({ cacheKey: key }));
  },
  metrics: () => {
    const metrics = new Metrics(newEnv());
    return { run: runWith(metrics.policy), state: () => metrics.snapshot() };
  },
};
