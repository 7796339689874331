// Each row: the same work through ours and through a peer; what is built outside the functions is built once.
import * as cockatiel from 'cockatiel';
import Opossum from 'opossum';
import pThrottle from 'p-throttle';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Bulkhead, Cache, cacheKey, CircuitBreaker, Env, pipeline, RateLimiter, retry, systemClock, timeout } from '../src/index.ts';
import { callOf, connect, work } from './connection.ts';
import type { Side } from './measure.ts';

export interface Comparison {
  readonly name: string;
  readonly calls: number;
  readonly ours: Side;
  readonly peer: { readonly name: string; readonly run: Side };
  readonly goal?: string;
  readonly meets?: (facts: { readonly median: number; readonly ratio: number }) => boolean;
}

const clock = systemClock();
const env = new Env({ clock, random: Math.random, sink: () => undefined });
const plain: Comparison['peer'] = {
  name: 'the work alone',
  run: async (calls) => {
    for (let i = 0; i < calls; i += 1) await work();
  },
};

function wholePipeline(): readonly Comparison[] {
  const { run } = connect(clock);
  const foreign = new AbortController().signal;
  let key = 0;
  return [
    {
      name: 'whole pipeline, first try succeeds, cache misses',
      calls: 5000,
      ours: async (calls) => {
        for (let i = 0; i < calls; i += 1) await run(work, callOf(String((key += 1))));
      },
      peer: plain,
      goal: '≤ 2500 ns',
      meets: ({ median }) => median <= 2500,
    },
    {
      name: 'the same, under an AbortSignal that is not ours',
      calls: 5000,
      ours: async (calls) => {
        for (let i = 0; i < calls; i += 1) await run(work, callOf(String((key += 1)), foreign));
      },
      peer: plain,
    },
    {
      name: 'the same without the cache',
      calls: 5000,
      ours: async (calls) => {
        for (let i = 0; i < calls; i += 1) await run(work, callOf());
      },
      peer: plain,
    },
  ];
}

const cockatielBreaker = (): cockatiel.CircuitBreakerPolicy =>
  cockatiel.circuitBreaker(cockatiel.handleAll, { halfOpenAfter: 60_000, breaker: new cockatiel.ConsecutiveBreaker(5) });
const cockatielRetry = (): cockatiel.RetryPolicy =>
  cockatiel.retry(cockatiel.handleAll, { maxAttempts: 3, backoff: new cockatiel.ExponentialBackoff() });

function fourPolicies(): Comparison {
  const ours = pipeline({
    retry: retry(env),
    breaker: new CircuitBreaker(env).policy,
    bulkhead: new Bulkhead(env).policy,
    attemptTimeout: timeout(env, { ms: 30_000 }),
  });
  const theirs = cockatiel.wrap(
    cockatielRetry(),
    cockatielBreaker(),
    cockatiel.bulkhead(4, 1000),
    cockatiel.timeout(30_000, cockatiel.TimeoutStrategy.Aggressive),
  );
  return {
    name: 'retry + breaker + bulkhead + timeout',
    calls: 2000,
    ours: async (calls) => {
      for (let i = 0; i < calls; i += 1) await ours(work, callOf());
    },
    peer: {
      name: 'cockatiel 4.0.0, timeout Aggressive',
      run: async (calls) => {
        for (let i = 0; i < calls; i += 1) await theirs.execute(work);
      },
    },
    goal: '≤ 0.35 ×',
    meets: ({ ratio }) => ratio <= 0.35,
  };
}

function threePolicies(): Comparison {
  const ours = pipeline({ retry: retry(env), breaker: new CircuitBreaker(env).policy, bulkhead: new Bulkhead(env).policy });
  const theirs = cockatiel.wrap(cockatielRetry(), cockatielBreaker(), cockatiel.bulkhead(4, 1000));
  return {
    name: 'retry + breaker + bulkhead',
    calls: 10_000,
    ours: async (calls) => {
      for (let i = 0; i < calls; i += 1) await ours(work, callOf());
    },
    peer: {
      name: 'cockatiel 4.0.0',
      run: async (calls) => {
        for (let i = 0; i < calls; i += 1) await theirs.execute(work);
      },
    },
    goal: '≤ 0.7 ×',
    meets: ({ ratio }) => ratio <= 0.7,
  };
}

const oursWithWindow = (): Side => {
  const { policy } = new CircuitBreaker(env, { ratio: { threshold: 0.5, windowMs: 10_000 } });
  return async (calls) => {
    for (let i = 0; i < calls; i += 1) await policy(work, callOf());
  };
};

function breakerBesideCockatiel(): Comparison {
  const theirs = cockatiel.circuitBreaker(cockatiel.handleAll, {
    halfOpenAfter: 60_000,
    breaker: new cockatiel.SamplingBreaker({ threshold: 0.5, duration: 10_000 }),
  });
  return {
    name: 'breaker with a rolling window',
    calls: 10_000,
    ours: oursWithWindow(),
    peer: {
      name: 'cockatiel 4.0.0, SamplingBreaker',
      run: async (calls) => {
        for (let i = 0; i < calls; i += 1) await theirs.execute(work);
      },
    },
    goal: '≤ 1.0 ×',
    meets: ({ ratio }) => ratio <= 1,
  };
}

function breakerBesideOpossum(): Comparison {
  // Its own timeout and its percentiles would cost it more; ours has neither here.
  const theirs = new Opossum(work, { timeout: false, rollingPercentilesEnabled: false, rollingCountTimeout: 10_000 });
  return {
    name: 'breaker with a rolling window',
    calls: 10_000,
    ours: oursWithWindow(),
    peer: {
      name: 'opossum 10.0.0, no timeout, no percentiles',
      run: async (calls) => {
        for (let i = 0; i < calls; i += 1) await theirs.fire();
      },
    },
    goal: '≤ 0.6 ×',
    meets: ({ ratio }) => ratio <= 0.6,
  };
}

function cacheHits(): readonly Comparison[] {
  const given = new Cache(env).policy({ ttlMs: 3_600_000 });
  const made = new Cache(env).policy({ ttlMs: 3_600_000 });
  const input = { repository: 'octo/hello', state: 'open', labels: 'bug', page: 2, perPage: 30 };
  return [
    {
      name: 'cache hit, key given',
      calls: 20_000,
      ours: async (calls) => {
        for (let i = 0; i < calls; i += 1) await given(work, callOf('key'));
      },
      peer: plain,
      goal: '≤ 500 ns',
      meets: ({ median }) => median <= 500,
    },
    {
      name: 'cache hit, key made from five fields',
      calls: 20_000,
      ours: async (calls) => {
        for (let i = 0; i < calls; i += 1) await made(work, callOf(cacheKey('listIssues', input)));
      },
      peer: plain,
    },
  ];
}

/** All at once: the figure is for one of 10 000 calls that are all submitted before the first is awaited. */
function limiters(): readonly Comparison[] {
  const ours: Side = async (calls) => {
    const { policy } = new RateLimiter(env, { perMinute: 20_000, burst: 20_000 });
    await Promise.all(Array.from({ length: calls }, () => policy(work, callOf())));
  };
  return [
    {
      name: 'limiter, 10 000 at once, nothing waits',
      calls: 10_000,
      ours,
      peer: {
        name: 'p-throttle 8.1.1',
        run: async (calls) => {
          const throttled = pThrottle({ limit: 20_000, interval: 60_000 })(work);
          await Promise.all(Array.from({ length: calls }, () => throttled()));
        },
      },
    },
    {
      name: 'limiter, 10 000 at once, nothing waits',
      calls: 10_000,
      ours,
      peer: {
        name: 'rate-limiter-flexible 11.4.0, memory',
        run: async (calls) => {
          const limiter = new RateLimiterMemory({ points: 20_000, duration: 60 });
          await Promise.all(Array.from({ length: calls }, () => limiter.consume('key').then(work)));
          await limiter.delete('key');
        },
      },
    },
  ];
}

function timers(): readonly Comparison[] {
  const ours: Side = async (calls) => {
    for (let i = 0; i < calls; i += 1) clock.at(clock.now() + 30_000, () => undefined)();
  };
  return [
    {
      name: 'a timer set and cancelled',
      calls: 20_000,
      ours,
      peer: {
        name: 'setTimeout + clearTimeout',
        run: async (calls) => {
          for (let i = 0; i < calls; i += 1) clearTimeout(setTimeout(() => undefined, 30_000));
        },
      },
    },
    {
      name: 'a timer set and cancelled',
      calls: 5000,
      ours,
      peer: {
        name: 'AbortSignal.timeout (cannot be cancelled)',
        run: async (calls) => {
          for (let i = 0; i < calls; i += 1) AbortSignal.timeout(30_000);
        },
      },
    },
  ];
}

export const comparisons = (): readonly Comparison[] => [
  ...wholePipeline(),
  fourPolicies(),
  threePolicies(),
  breakerBesideCockatiel(),
  breakerBesideOpossum(),
  ...cacheHits(),
  ...limiters(),
  ...timers(),
];
