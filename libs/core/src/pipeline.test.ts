import { describe, expect, it } from 'vitest';
import { Bulkhead, type BulkheadOptions } from './bulkhead.ts';
import type { Call, Execute, Policy } from './call.ts';
import { CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
import { deadline } from './deadline.ts';
import { Env } from './env.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { pipeline, type Layers } from './pipeline.ts';
import { RateLimiter, type RateLimiterOptions } from './rate-limiter.ts';
import { retry, type RetryOptions } from './retry.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout } from './timeout.ts';

const down = (): IntegrationError => new IntegrationError('service_unavailable', 'Down.');

interface Settings {
  readonly deadlineMs?: number;
  readonly retry?: RetryOptions;
  readonly breaker?: CircuitBreakerOptions;
  readonly rate?: RateLimiterOptions;
  readonly bulkhead?: BulkheadOptions;
  readonly attemptMs?: number;
  readonly env?: (clock: ManualClock) => Env;
}

/** All the layers that have state or time, as an engine builds them for one connection. */
function setUp(settings: Settings = {}) {
  const clock = new ManualClock();
  const events = testEnv(clock, 0.5);
  const env = settings.env?.(clock) ?? events;
  const breaker = new CircuitBreaker(env, { jitter: 0, ...settings.breaker });
  const bulkhead = new Bulkhead(env, settings.bulkhead);
  const rateLimit = new RateLimiter(env, { perMinute: 60_000, burst: 1000, bulkhead, ...settings.rate });
  const policy = pipeline({
    deadline: deadline(env, { ms: settings.deadlineMs ?? 60_000 }),
    retry: retry(env, settings.retry),
    breaker: breaker.policy,
    rateLimit: rateLimit.policy,
    bulkhead: bulkhead.policy,
    attemptTimeout: timeout(env, { ms: settings.attemptMs ?? 30_000 }),
  });
  const begin = (work: Execute<unknown>, changes: Partial<Call> = {}) => {
    const state = { settled: false };
    const answer = policy(work, testCall(changes))
      .catch((error: unknown) => error)
      .finally(() => (state.settled = true));
    return { state, answer };
  };
  return { clock, events, policy, breaker, rateLimit, bulkhead, begin };
}

describe('pipeline: composition', () => {
  const names = ['metrics', 'cache', 'deadline', 'retry', 'breaker', 'rateLimit', 'bulkhead', 'health', 'attemptTimeout'] as const;

  function layer(name: string, order: string[]): Policy {
    return async (next, call) => {
      order.push(`${name} in`);
      const value = await next(call);
      order.push(`${name} out`);
      return value;
    };
  }

  it('is in the design’s order, however the layers are given', async () => {
    const order: string[] = [];
    const layers: Layers = Object.fromEntries(names.toReversed().map((name) => [name, layer(name, order)]));
    await pipeline(layers)(() => Promise.resolve(order.push('work')), testCall());
    expect(order).toEqual([...names.map((name) => `${name} in`), 'work', ...names.toReversed().map((name) => `${name} out`)]);
  });

  it.each(names.slice(0, -1))('leaves out what is not there: all but %s', async (missing) => {
    const order: string[] = [];
    const layers: Layers = Object.fromEntries(names.map((name) => [name, name === missing ? undefined : layer(name, order)]));
    await pipeline(layers)(() => Promise.resolve(order.push('work')), testCall());
    expect(order.slice(0, 8)).toEqual(names.filter((name) => name !== missing).map((name) => `${name} in`));
    expect(order[8]).toBe('work');
  });

  it('does without the attempt timeout too, but not where a deadline needs it to end the work', async () => {
    const order: string[] = [];
    const { deadline: due, attemptTimeout: _, ...rest } = Object.fromEntries(names.map((name) => [name, layer(name, order)])) as Layers;
    expect(() => pipeline({ ...rest, deadline: due })).toThrow(
      new RangeError('a deadline needs an attempt timeout, which ends the work when it comes'),
    );
    await pipeline(rest)(() => Promise.resolve(order.push('work')), testCall());
    expect(order.indexOf('work')).toBe(7);
  });

  it('hands each layer the call as the one outside has changed it', async () => {
    const counting: Policy = (next, call) => next({ ...call, attempt: call.attempt * 10 });
    const run = pipeline({ metrics: counting, retry: counting, attemptTimeout: counting });
    await expect(run((call) => Promise.resolve(call.attempt), testCall())).resolves.toBe(1000);
  });

  it('runs the work as it is without any layer, and a throw is a rejection there too', async () => {
    const call = testCall();
    await expect(pipeline({})((seen) => Promise.resolve(seen), call)).resolves.toBe(call);
    const error = new RangeError('mine');
    const thrower = (): Promise<never> => {
      throw error;
    };
    await expect(pipeline({})(thrower, call)).rejects.toBe(error);
    await expect(pipeline({ metrics: (next, current) => next(current) })(thrower, call)).rejects.toBe(error);
  });

  it('serves many calls at once, each with its own work', async () => {
    const { begin, clock } = setUp({ bulkhead: { limit: 3 } });
    const calls = Array.from({ length: 50 }, (_, id) => begin(() => Promise.resolve(id)).answer);
    await expect(Promise.all(calls)).resolves.toEqual(Array.from({ length: 50 }, (_, id) => id));
    expect(clock.pending).toBe(0);
  });
});

describe('pipeline: what the layers do together', () => {
  it.each([
    ['a slot', { bulkhead: { limit: 1 } }],
    ['a slot, with no rate limit before it', { bulkhead: { limit: 1 }, rate: { bulkhead: undefined } }],
    ['a token', { rate: { perMinute: 60, burst: 1 } }],
  ] satisfies [string, Settings][])(
    'refuses at once who still waits for %s when the circuit opens, and sends nothing more',
    async (_, waits) => {
      const { clock, breaker, begin } = setUp({ retry: { retries: 0 }, ...waits });
      let sent = 0;
      const failing = (): Promise<never> => {
        sent += 1;
        return Promise.reject(down());
      };
      const signals = Array.from({ length: 50 }, () => countedSignal());
      const calls = signals.map(({ signal }) => begin(failing, { signal }));
      await clock.advance(10_000);
      expect([breaker.report().state, sent]).toEqual(['open', 5]);
      expect(calls.every(({ state }) => state.settled)).toBe(true);
      const errors = await Promise.all(calls.map(({ answer }) => answer));
      expect(errors.slice(5).every((error) => isIntegrationError(error) && error.category === 'circuit_open')).toBe(true);
      expect(errors[49]).toMatchObject({
        message: 'It failed again and again, so nothing is sent for now. The next try is possible in 60 s. The last failure: Down.',
        retryAfterMs: 60_000,
      });
      expect(signals.map(({ listeners }) => listeners()).filter((left) => left > 0)).toEqual([]);
    },
  );

  it('refuses a probe that waited behind a pause once it has lost its place, so that probes do not pile up', async () => {
    const { clock, breaker, rateLimit, begin } = setUp({ deadlineMs: 3_600_000, breaker: { failures: 1, openMs: 1000 } });
    await begin(() => Promise.reject(new IntegrationError('protocol_error', 'No sense.'))).answer;
    rateLimit.pause(600_000);
    await clock.advance(1000);
    let sent = 0;
    const probes = Array.from({ length: 9 }, () => () => begin(() => Promise.resolve((sent += 1))));
    const begun = [];
    for (const probe of probes) {
      begun.push(probe());
      await clock.advance(60_000);
    }
    expect(begun.map(({ state }) => state.settled)).toEqual([...Array.from({ length: 8 }, () => true), false]);
    await clock.advance(600_000);
    expect([sent, breaker.report().state]).toEqual([1, 'closed']);
  });

  it('holds in a pause also those who only wait for a slot', async () => {
    const { clock, begin } = setUp({ bulkhead: { limit: 2 }, retry: { retries: 0 }, deadlineMs: 600_000 });
    const sentAt: number[] = [];
    const calls = Array.from({ length: 10 }, (_, at) =>
      begin(async () => {
        sentAt.push(clock.now());
        await clock.sleep(1000);
        if (at === 0) throw new IntegrationError('rate_limit_error', 'Slow down.', { retryAfterMs: 60_000 });
      }),
    );
    await clock.advance(60_999);
    expect(sentAt).toEqual([0, 0]);
    await clock.advance(60_000);
    expect(sentAt.slice(2, 4).every((at) => at >= 61_000)).toBe(true);
    expect([sentAt.length, calls.every(({ state }) => state.settled)]).toEqual([10, true]);
  });

  it('spends no token on a call that is cancelled or refused before its turn for a slot', async () => {
    const { clock, rateLimit, bulkhead, begin } = setUp({ bulkhead: { limit: 1 }, rate: { perMinute: 6, burst: 4, queue: 2 } });
    const first = deferred<number>();
    begin(() => first.promise);
    const { signal, abort } = countedSignal();
    const cancelled = begin(() => Promise.resolve(2), { signal });
    begin(() => Promise.resolve(3));
    const refused = begin(() => Promise.resolve(4), { effect: 'write', idempotencyKey: 'k' });
    await settle();
    abort();
    await expect(cancelled.answer).resolves.toMatchObject({ category: 'cancelled' });
    expect(refused.state.settled).toBe(false);
    expect([rateLimit.snapshot().tokens, bulkhead.running, bulkhead.waiting, rateLimit.waiting]).toEqual([3, 1, 0, 1]);
    first.resolve(1);
    await settle();
    expect(rateLimit.snapshot().tokens).toBe(2);
    await clock.advance(60_000);
  });

  it('says when the turn of a call has come, so that its wait is not taken for slowness', async () => {
    const { clock, breaker, begin } = setUp({
      breaker: { slowMs: 3000, failures: 1 },
      rate: { perMinute: 60, burst: 1 },
      bulkhead: { limit: 1 },
    });
    const calls = Array.from({ length: 12 }, () => begin(() => Promise.resolve('at once')));
    await clock.advance(12_000);
    expect(await Promise.all(calls.map(({ answer }) => answer))).toEqual(Array.from({ length: 12 }, () => 'at once'));
    expect(breaker.report().state).toBe('closed');
  });

  it('lets nobody burst out whose token was paid long ago: slots and tokens are taken together', async () => {
    const { clock, begin } = setUp({ bulkhead: { limit: 1 }, rate: { perMinute: 60, burst: 10 }, deadlineMs: 600_000 });
    const slow = deferred<number>();
    begin(() => slow.promise, {});
    const sentAt: number[] = [];
    for (let at = 0; at < 40; at += 1) begin(() => Promise.resolve(sentAt.push(clock.now())));
    await clock.advance(25_000);
    slow.resolve(1);
    await settle();
    expect(sentAt.filter((at) => at === 25_000)).toHaveLength(10);
    await clock.advance(1000);
    expect(sentAt).toHaveLength(11);
  });

  it.each([
    ['with a rate limit before it', {}],
    ['alone', { rate: { bulkhead: undefined } }],
  ] satisfies [string, Settings][])(
    'does not blame the system for a deadline that came while the call waited for a slot, %s',
    async (_, how) => {
      const { clock, breaker, bulkhead, begin } = setUp({ bulkhead: { limit: 1 }, breaker: { failures: 1 }, deadlineMs: 100, ...how });
      const other = deferred<number>();
      void bulkhead.policy(() => other.promise, testCall());
      const waiting = begin(() => Promise.resolve(2));
      await clock.advance(100);
      await expect(waiting.answer).resolves.toMatchObject({ category: 'overloaded' });
      expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
      other.resolve(1);
      await settle();
      expect(bulkhead.running).toBe(0);
    },
  );

  it('a deadline spans attempts, waits and sleeps', async () => {
    const { clock, begin, bulkhead, events } = setUp({ deadlineMs: 5000, attemptMs: 1500, retry: { retries: 5, baseMs: 2000 } });
    const { state, answer } = begin(() => new Promise(() => undefined));
    // 1500 ms attempt, 1000 ms sleep, 1500 ms attempt; the next sleep of 2000 ms could not end in time.
    await clock.advance(3999);
    expect(state.settled).toBe(false);
    await clock.advance(1);
    expect(await answer).toMatchObject({ category: 'timeout_error', attempts: 2 });
    expect(events.of('retry_stopped')).toEqual([{ type: 'retry_stopped', reason: 'deadline' }]);
    expect(clock.pending).toBe(0);
    // The work has ignored every abort, so it keeps its slots.
    expect(bulkhead.running).toBe(2);
  });

  it('sends nothing more after a night that it slept through in a back-off, and says why', async () => {
    const { clock, events, begin } = setUp({ deadlineMs: 60_000, retry: { baseMs: 1000 } });
    let sent = 0;
    const { answer } = begin(() => {
      sent += 1;
      return Promise.reject(down());
    });
    await clock.advance(600);
    expect(sent).toBe(2);
    await clock.asleep(28_800_000);
    expect(await answer).toMatchObject({ category: 'service_unavailable', message: 'Down.', attempts: 2 });
    expect(sent).toBe(2);
    expect(events.of('retry_stopped')).toEqual([{ type: 'retry_stopped', reason: 'deadline' }]);
    expect(clock.pending).toBe(0);
  });

  it('a deadline ends an attempt that is under way, and a wait for a slot', async () => {
    const { clock, begin, bulkhead } = setUp({ deadlineMs: 1000, bulkhead: { limit: 1 }, rate: { bulkhead: undefined } });
    const work = deferred<string>();
    const first = begin(() => work.promise);
    const second = begin(() => Promise.resolve('never'));
    expect(bulkhead.waiting).toBe(1);
    await clock.advance(999);
    expect([first.state.settled, second.state.settled]).toEqual([false, false]);
    await clock.advance(1);
    expect(await first.answer).toMatchObject({
      category: 'timeout_error',
      message: 'It was not done in time, all attempts included. Try again.',
      retryable: false,
    });
    expect(await second.answer).toMatchObject({ category: 'overloaded', retryable: false, outcome: 'none' });
    expect(bulkhead.waiting).toBe(0);
    expect(bulkhead.running).toBe(1);
    work.resolve('late');
    await settle();
    expect(bulkhead.running).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('refuses a wait for the rate limit that cannot end before the deadline, and does not repeat it', async () => {
    const { clock, begin, rateLimit } = setUp({ deadlineMs: 1000, rate: { perMinute: 6, burst: 1 } });
    expect(await begin(() => Promise.resolve('first')).answer).toBe('first');
    const second = begin(() => Promise.resolve('second'));
    await settle();
    expect(await second.answer).toMatchObject({ category: 'rate_limit_error', retryAfterMs: 10_000, attempts: 1 });
    expect(rateLimit.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('the limit of an attempt does not run while the attempt waits for its turn', async () => {
    const { clock, begin } = setUp({ attemptMs: 100, bulkhead: { limit: 1 }, retry: { retries: 0 } });
    const works = [deferred<string>(), deferred<string>()];
    const calls = works.map(({ promise }) => begin(() => promise));
    await clock.advance(90);
    works[0]?.resolve('first');
    await clock.advance(90);
    works[1]?.resolve('second');
    await expect(Promise.all(calls.map(({ answer }) => answer))).resolves.toEqual(['first', 'second']);
  });

  it('holds no slot while it waits for the next attempt', async () => {
    const { clock, begin, bulkhead } = setUp({ bulkhead: { limit: 1 } });
    let attempts = 0;
    const { answer } = begin(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(down()) : Promise.resolve('done');
    });
    await settle();
    expect(bulkhead.running).toBe(0);
    await expect(begin(() => Promise.resolve('between')).answer).resolves.toBe('between');
    await clock.advance(500);
    expect(await answer).toBe('done');
  });

  it('shows the breaker every attempt, and spends no token on a system that is down', async () => {
    const { clock, begin, breaker, rateLimit, events } = setUp({
      breaker: { failures: 2 },
      rate: { perMinute: 1, burst: 2 },
      deadlineMs: 1000,
      retry: { baseMs: 100 },
    });
    let sent = 0;
    const { answer } = begin(() => {
      sent += 1;
      return Promise.reject(down());
    });
    await clock.advance(1000);
    // The third attempt meets the open circuit, which is no use repeating.
    expect(await answer).toMatchObject({ category: 'circuit_open', attempts: 3 });
    expect(sent).toBe(2);
    expect(breaker.report()).toMatchObject({ state: 'open', failuresInARow: 2 });
    expect(rateLimit.waitMs).toBeGreaterThan(0);
    expect(events.of('retry_stopped')).toEqual([{ type: 'retry_stopped', reason: 'error' }]);
    const before = rateLimit.waitMs;
    expect(await begin(() => Promise.resolve(1)).answer).toMatchObject({ category: 'circuit_open', attempts: 1 });
    expect(rateLimit.waitMs).toBe(before);
  });

  it('does not let a full bulkhead open the circuit', async () => {
    const { begin, breaker, clock } = setUp({
      breaker: { failures: 1 },
      bulkhead: { limit: 1, queue: 0 },
      retry: { retries: 0 },
      rate: { bulkhead: undefined },
    });
    const work = deferred<string>();
    const first = begin(() => work.promise);
    expect(await begin(() => Promise.resolve(1)).answer).toMatchObject({ category: 'overloaded' });
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
    work.resolve('done');
    expect(await first.answer).toBe('done');
    expect(clock.pending).toBe(0);
  });

  it('holds every caller of the connection for the time that the other side asked for', async () => {
    const { clock, begin } = setUp();
    let limited = true;
    const sentAt: number[] = [];
    const work = (): Promise<string> => {
      sentAt.push(clock.now());
      if (!limited) return Promise.resolve('done');
      limited = false;
      return Promise.reject(new IntegrationError('rate_limit_error', 'Slow down.', { retryAfterMs: 5000 }));
    };
    const first = begin(work);
    await settle();
    const second = begin(work);
    await clock.advance(4999);
    expect(sentAt).toEqual([0]);
    await clock.advance(60_000);
    await expect(Promise.all([first.answer, second.answer])).resolves.toEqual(['done', 'done']);
    expect(sentAt[1]).toBeGreaterThanOrEqual(5000);
  });

  it('frees slot and place in line at once when the caller cancels, wherever the call is', async () => {
    const { clock, begin, bulkhead } = setUp({ bulkhead: { limit: 1 }, rate: { bulkhead: undefined } });
    const { signal, abort, listeners } = countedSignal();
    const obedient: Execute<unknown> = (call) => clock.sleep(1_000_000, call.signal);
    const running = begin(obedient, { signal });
    const waiting = begin(obedient, { signal });
    const backingOff = setUp();
    const sleeping = backingOff.begin(() => Promise.reject(down()), { signal });
    await settle();
    expect([bulkhead.running, bulkhead.waiting]).toEqual([1, 1]);
    abort();
    for (const { answer } of [running, waiting, sleeping]) expect(await answer).toMatchObject({ category: 'cancelled' });
    await settle();
    expect([bulkhead.running, bulkhead.waiting]).toEqual([0, 0]);
    expect(clock.pending + backingOff.clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('says of a timed-out write that it may have been done, and does not repeat it', async () => {
    const { clock, begin } = setUp({ attemptMs: 100 });
    let sent = 0;
    const { answer } = begin(
      () => {
        sent += 1;
        return new Promise(() => undefined);
      },
      { effect: 'write' },
    );
    await clock.advance(100);
    expect(await answer).toMatchObject({ category: 'timeout_error', outcome: 'unknown', attempts: 1 });
    expect(sent).toBe(1);
  });

  it('reports what happened, in order, to the one sink', async () => {
    const { clock, begin, events } = setUp({ breaker: { failures: 1, openMs: 100 }, rate: { perMinute: 60, burst: 1 } });
    let attempts = 0;
    const { answer } = begin(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(down()) : Promise.resolve('done');
    });
    await clock.advance(1000);
    expect(await answer).toBe('done');
    expect(events.events).toEqual([
      { type: 'attempt', attempt: 1 },
      { type: 'circuit_opened', ms: 100 },
      { type: 'attempt_failed', attempt: 1, category: 'service_unavailable', message: 'Down.' },
      { type: 'wait', reason: 'retry', ms: 500 },
      { type: 'attempt', attempt: 2 },
      { type: 'circuit_probe' },
      { type: 'wait', reason: 'rate_limit', ms: 500 },
      { type: 'wait_ended' },
      { type: 'circuit_closed' },
      { type: 'attempt_succeeded', attempt: 2 },
    ]);
  });

  it('a throwing sink changes neither result nor state', async () => {
    const { clock, begin, breaker, bulkhead } = setUp({
      env: (manual) =>
        new Env({
          clock: manual,
          random: () => 0.5,
          sink: () => {
            throw new Error('sink');
          },
        }),
      breaker: { failures: 2 },
      bulkhead: { limit: 1 },
    });
    let attempts = 0;
    const first = begin(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(down()) : Promise.resolve('done');
    });
    const second = begin(() => Promise.resolve('second'));
    await clock.advance(10_000);
    await expect(Promise.all([first.answer, second.answer])).resolves.toEqual(['done', 'second']);
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
    expect(bulkhead.running).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
