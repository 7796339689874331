import {
  Bulkhead,
  Cache,
  CircuitBreaker,
  deadline,
  Env,
  Health,
  linkedAbort,
  Metrics,
  pipeline,
  RateLimiter,
  retry,
  RetryBudget,
  timeout,
  type Call,
  type Clock,
  type Policy,
} from '../src/index.ts';

/** Everything that one connection holds, with limits that a benchmark does not run into. */
export interface Connection {
  readonly run: Policy;
  readonly parts: readonly unknown[];
}

export function connect(clock: Clock): Connection {
  const env = new Env({ clock, random: Math.random, sink: () => undefined });
  const metrics = new Metrics(env);
  const cache = new Cache(env);
  const budget = new RetryBudget(clock);
  const breaker = new CircuitBreaker(env, { ratio: { threshold: 0.5 } });
  const bulkhead = new Bulkhead(env);
  const limiter = new RateLimiter(env, { perMinute: 6e9, burst: 1e9, bulkhead });
  const health = new Health(env);
  const run = pipeline({
    metrics: metrics.policy,
    cache: cache.policy({ ttlMs: 30_000 }),
    deadline: deadline(env, { ms: 60_000 }),
    retry: retry(env, { budget }),
    breaker: breaker.policy,
    rateLimit: limiter.policy,
    bulkhead: bulkhead.policy,
    attemptTimeout: timeout(env, { ms: 30_000 }),
  });
  return { run, parts: [metrics, cache, budget, breaker, limiter, bulkhead, health] };
}

/** What the engine gives a run: a signal of ours that follows the caller's. */
const caller = linkedAbort(new AbortController().signal).signal;

export function callOf(cacheKey?: string, signal: AbortSignal = caller): Call {
  return { operation: 'bench', effect: 'read', attempt: 1, signal, correlationId: 'c', cacheKey };
}

/** What every side of every row calls: something asynchronous that costs nothing. */
export async function work(): Promise<number> {
  return 1;
}
