import { describe, expect, it } from 'vitest';
import { Cache, type CacheOptions, type CacheRules } from './cache.ts';
import type { AnswerOrigin, Call, Execute, Policy } from './call.ts';
import { Env, type PolicyEvent } from './env.ts';
import type { ErrorCategory } from './error-category.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv, type Deferred } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const wallStart = Date.UTC(2026, 0, 1);
const minute: CacheRules = { ttlMs: 60_000 };
const always: CacheRules = { ttlMs: 100, staleWhileRevalidateMs: 50, staleIfErrorMs: 200 };

/** The other side: every call is kept with its handles. */
function system(): { readonly next: Execute<unknown>; readonly calls: (Call & Deferred<unknown>)[] } {
  const calls: (Call & Deferred<unknown>)[] = [];
  const next = <T>(call: Call): Promise<T> => {
    const handles = deferred<unknown>();
    calls.push({ ...call, ...handles });
    return handles.promise as Promise<T>;
  };
  return { next, calls };
}

function setUp(options?: CacheOptions): {
  readonly clock: ManualClock;
  readonly cache: Cache;
  readonly results: () => string[];
  readonly ask: (policy: Policy, value: unknown, changes?: Partial<Call>) => Promise<unknown>;
} {
  const clock = new ManualClock(wallStart);
  const env = testEnv(clock);
  const cache = new Cache(env, options);
  return {
    clock,
    cache,
    /** What the cache reported since the last look. */
    results: () => {
      const results = env.of('cache').map(({ result }) => result);
      env.events.length = 0;
      return results;
    },
    /** Asks a system that answers at once. An error as the value is thrown. */
    ask: (policy, value, changes) =>
      policy(() => (value instanceof Error ? Promise.reject(value) : Promise.resolve(value)), testCall({ cacheKey: 'k', ...changes })),
  };
}

const trouble = (category: ErrorCategory = 'network_error', retryable?: boolean): IntegrationError =>
  new IntegrationError(category, 'No.', { retryable });

describe('cache: what it is for', () => {
  it('answers again what it was answered, without asking', async () => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy(minute);
    const value = { a: 1 };
    await expect(ask(policy, value)).resolves.toBe(value);
    await expect(ask(policy, 'other')).resolves.toBe(value);
    expect(results()).toEqual(['miss', 'hit']);
    expect(cache.size).toBe(1);
  });

  it('tells values apart by their key', async () => {
    const { cache, ask } = setUp();
    const policy = cache.policy(minute);
    await ask(policy, 1, { cacheKey: 'a' });
    await expect(ask(policy, 2, { cacheKey: 'b' })).resolves.toBe(2);
    await expect(ask(policy, 3, { cacheKey: 'a' })).resolves.toBe(1);
    await expect(ask(policy, 4, { cacheKey: '' })).resolves.toBe(4);
    await expect(ask(policy, 5, { cacheKey: '' })).resolves.toBe(4);
  });

  it('shares nothing between two caches, so accounts and tenants stay apart', async () => {
    const one = setUp();
    const other = setUp();
    await one.ask(one.cache.policy(minute), 'one');
    await expect(other.ask(other.cache.policy(minute), 'other')).resolves.toBe('other');
  });

  it('shares values between policies, so building one again loses nothing', async () => {
    const { cache, ask } = setUp();
    await ask(cache.policy(minute), 1);
    await expect(ask(cache.policy(minute), 2)).resolves.toBe(1);
  });

  it.each([undefined, null, 0, '', false, NaN])('takes %s for a value like any other', async (value) => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy(minute);
    await expect(ask(policy, value)).resolves.toBe(value);
    await expect(ask(policy, 'other')).resolves.toBe(value);
    expect(results()).toEqual(['miss', 'hit']);
  });

  it.each<Partial<Call>>([
    { effect: 'write' },
    { effect: 'idempotent' },
    { effect: 'destructive' },
    { cacheKey: undefined },
    { stream: { started: false, idleMs: null, onActivity: () => () => undefined } },
  ])('lets a call through as it is when it is no keyed, unstreamed read (%#)', async (changes) => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy(minute);
    await ask(policy, 'kept');
    results();
    const call = testCall({ cacheKey: 'k', origin: () => expect.unreachable(), ...changes });
    const seen: Call[] = [];
    const run = (value: number): Promise<number> =>
      policy((inner) => {
        seen.push(inner);
        return Promise.resolve(value);
      }, call);
    await expect(Promise.all([run(1), run(2)])).resolves.toEqual([1, 2]);
    expect(seen).toEqual([call, call]);
    expect(seen[0]).toBe(call);
    expect(results()).toEqual([]);
    const thrower = (): never => {
      throw trouble();
    };
    await expect(policy(thrower, call)).rejects.toMatchObject({ category: 'network_error' });
  });

  it('refuses options out of range, and names them', () => {
    const { cache } = setUp();
    const env = testEnv(new ManualClock());
    expect(() => new Cache(env, { maxEntries: 0 })).toThrow(new RangeError('maxEntries must be a whole number of at least 1, got 0'));
    expect(() => new Cache(env, { maxEntries: 1.5 })).toThrow(RangeError);
    expect(() => new Cache(env, { maxBytes: 0 })).toThrow(new RangeError('maxBytes must be a whole number of at least 1, got 0'));
    expect(() => cache.policy({ ttlMs: -1 })).toThrow(new RangeError('ttlMs must be at least 0, got -1'));
    expect(() => cache.policy({ ttlMs: NaN })).toThrow(new RangeError('ttlMs must be at least 0, got NaN'));
    expect(() => cache.policy({ ttlMs: Infinity })).toThrow(new RangeError('ttlMs must be at least 0, got Infinity'));
    expect(() => cache.policy({ ttlMs: 1, staleWhileRevalidateMs: -1 })).toThrow(
      new RangeError('staleWhileRevalidateMs must be at least 0, got -1'),
    );
    expect(() => cache.policy({ ttlMs: 1, staleIfErrorMs: -1 })).toThrow(new RangeError('staleIfErrorMs must be at least 0, got -1'));
    expect(() => new Cache(env, { maxEntries: 1, maxBytes: 1 })).not.toThrow();
  });

  it('says where an answer comes from', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    const origins: AnswerOrigin[] = [];
    const origin = (told: AnswerOrigin): void => void origins.push(told);
    await clock.advance(5);
    const first = ask(policy, 1, { origin });
    expect(origins).toEqual([]);
    await first;
    await clock.advance(99);
    await ask(policy, 2, { origin });
    await clock.advance(1);
    await ask(policy, 3, { origin });
    await settle();
    await ask(policy, 4, { origin });
    expect(origins).toEqual([
      { cached: false, stale: false, asOf: wallStart + 5 },
      { cached: true, stale: false, asOf: wallStart + 5 },
      { cached: true, stale: true, asOf: wallStart + 5 },
      { cached: true, stale: false, asOf: wallStart + 105 },
    ]);
  });

  it('answers although the one who is told where from throws', async () => {
    const { cache, ask } = setUp();
    const policy = cache.policy(minute);
    const origin = (): never => {
      throw new Error('broken');
    };
    await expect(ask(policy, 1, { origin })).resolves.toBe(1);
    await expect(ask(policy, 2, { origin })).resolves.toBe(1);
  });

  it('reports every event with the call it belongs to', async () => {
    const seen: [string, string | undefined][] = [];
    const sink = (event: { type: string; result?: string }, call: Call | undefined): void => {
      expect(event.type).toBe('cache');
      seen.push([String(event.result), call?.correlationId]);
    };
    const clock = new ManualClock();
    const policy = new Cache(new Env({ clock, random: () => 0, sink })).policy(always);
    const { next, calls } = system();
    const get = (correlationId: string): Promise<unknown> => policy(next, testCall({ cacheKey: 'k', correlationId }));
    const both = [get('a'), get('b')];
    calls[0]?.resolve(1);
    await Promise.all(both);
    await get('c');
    await clock.advance(100);
    await get('d');
    await get('e');
    calls[1]?.resolve(1);
    await settle();
    await clock.advance(150);
    const failed = [get('f'), get('g')];
    calls[2]?.reject(trouble());
    await Promise.all(failed);
    expect(seen).toEqual([
      ['miss', 'a'],
      ['joined', 'b'],
      ['hit', 'c'],
      ['stale', 'd'],
      ['stale', 'e'],
      ['revalidated', 'd'],
      ['miss', 'f'],
      ['joined', 'g'],
      ['stale_if_error', 'f'],
      ['stale_if_error', 'g'],
    ]);
  });

  it('tells who joins whose call it is that they wait for, also when that is nobody’s any more', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock);
    const policy = new Cache(env).policy({ ttlMs: 100, staleWhileRevalidateMs: 100 });
    const work = [deferred<number>(), deferred<number>()];
    let calls = 0;
    const get = (correlationId: string): Promise<unknown> =>
      policy(() => work[(calls += 1) - 1]?.promise ?? Promise.resolve(0), testCall({ cacheKey: 'k', correlationId }));
    const first = [get('a'), get('b')];
    work[0]?.resolve(1);
    await Promise.all(first);
    await clock.advance(150);
    await get('c');
    await clock.advance(100);
    const last = get('d');
    work[1]?.resolve(2);
    await last;
    expect(env.of('cache').flatMap((event) => (event.result === 'joined' ? [event.correlationId] : []))).toEqual(['a', 'c']);
  });
});

describe('cache: time', () => {
  it('takes a value for fresh until its time to live has passed to the millisecond', async () => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy({ ttlMs: 100 });
    await ask(policy, 1);
    await clock.advance(99);
    await expect(ask(policy, 2)).resolves.toBe(1);
    await clock.advance(1);
    await expect(ask(policy, 3)).resolves.toBe(3);
    expect(results()).toEqual(['miss', 'hit', 'miss']);
  });

  it('counts from when the value came, not from when it was asked for or last used', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy({ ttlMs: 100 });
    const { next, calls } = system();
    const first = policy(next, testCall({ cacheKey: 'k' }));
    await clock.advance(90);
    calls[0]?.resolve(1);
    await first;
    await clock.advance(60);
    await ask(policy, 2);
    await clock.advance(39);
    await expect(ask(policy, 2)).resolves.toBe(1);
    await clock.advance(1);
    await expect(ask(policy, 3)).resolves.toBe(3);
  });

  it.each([-1e9, 1e9])('lets a wall clock that steps by %d change nothing but asOf', async (step) => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 1);
    clock.stepWall(step);
    await clock.advance(99);
    await expect(ask(policy, 2)).resolves.toBe(1);
    await clock.advance(51);
    let asOf = 0;
    await expect(ask(policy, 3, { origin: (told) => (asOf = told.asOf) })).resolves.toBe(3);
    expect(asOf).toBe(wallStart + step + 150);
  });

  it('keeps nothing with all times 0, but shares what runs', async () => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy({ ttlMs: 0 });
    await expect(Promise.all([ask(policy, 1), ask(policy, 2)])).resolves.toEqual([1, 1]);
    expect(cache.size).toBe(0);
    await expect(ask(policy, 3)).resolves.toBe(3);
    expect(results()).toEqual(['miss', 'joined', 'miss']);
  });

  it('never sets a timer', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    for (const ms of [0, 100, 50, 200]) {
      await clock.advance(ms);
      await ask(policy, ms);
      expect(clock.pending).toBe(0);
    }
  });

  it('drops what is over when it is asked for', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'v');
    await clock.advance(299);
    const { next, calls } = system();
    const first = policy(next, testCall({ cacheKey: 'k' }));
    expect(cache.size).toBe(1);
    await clock.advance(1);
    const second = policy(next, testCall({ cacheKey: 'k' }));
    expect(cache.size).toBe(0);
    expect(cache.bytes).toBe(0);
    calls[0]?.resolve(2);
    await expect(Promise.all([first, second])).resolves.toEqual([2, 2]);
    expect(calls).toHaveLength(1);
  });

  it('drops what is over and long unused when something is stored', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    for (const cacheKey of ['a', 'b', 'c']) await ask(policy, 1, { cacheKey });
    await clock.advance(299);
    await ask(policy, 1, { cacheKey: 'd' });
    expect(cache.size).toBe(4);
    await clock.advance(1);
    await ask(policy, 1, { cacheKey: 'e' });
    expect(cache.size).toBe(2);
  });
});

describe('cache: bounds', () => {
  it('drops the least recently used of too many', async () => {
    const { cache, ask, results } = setUp({ maxEntries: 3 });
    const policy = cache.policy(minute);
    for (const cacheKey of ['a', 'b', 'c', 'a', 'd', 'c', 'e']) await ask(policy, cacheKey, { cacheKey });
    expect(cache.size).toBe(3);
    results();
    for (const cacheKey of ['c', 'd', 'e']) await ask(policy, 1, { cacheKey });
    expect(results()).toEqual(['hit', 'hit', 'hit']);
    await ask(policy, 1, { cacheKey: 'a' });
    await ask(policy, 1, { cacheKey: 'b' });
    expect(results()).toEqual(['miss', 'miss']);
    await ask(policy, 1, { cacheKey: 'e' });
    await ask(policy, 1, { cacheKey: 'c' });
    expect(results()).toEqual(['hit', 'miss']);
  });

  it('keeps five hundred by default', async () => {
    const { cache, ask } = setUp();
    const policy = cache.policy(minute);
    for (let index = 0; index < 501; index += 1) await ask(policy, index, { cacheKey: String(index) });
    expect(cache.size).toBe(500);
  });

  it('drops as many as the bytes of a new value need', async () => {
    const { cache, ask, results } = setUp({ maxBytes: 100, sizeOf: Number });
    const policy = cache.policy(minute);
    for (const cacheKey of ['a', 'b', 'c', 'd']) await ask(policy, 23, { cacheKey });
    expect([cache.size, cache.bytes]).toEqual([4, 100]);
    await ask(policy, 24, { cacheKey: 'e' });
    expect([cache.size, cache.bytes]).toEqual([3, 76]);
    results();
    for (const cacheKey of ['e', 'd', 'c']) await ask(policy, 0, { cacheKey });
    expect(results()).toEqual(['hit', 'hit', 'hit']);
  });

  it('counts keys with their values', async () => {
    const { cache, ask } = setUp({ sizeOf: () => 10 });
    await ask(cache.policy(minute), 1, { cacheKey: 'x'.repeat(45) });
    expect(cache.bytes).toBe(100);
  });

  it('does not keep a value that alone is too large, nor what was there before it', async () => {
    const { cache, ask, clock } = setUp({ maxBytes: 100, sizeOf: Number });
    const policy = cache.policy({ ttlMs: 100 });
    await ask(policy, 5, { cacheKey: 'o' });
    await ask(policy, 98);
    expect([cache.size, cache.bytes]).toEqual([1, 100]);
    await clock.advance(100);
    await expect(ask(policy, 99)).resolves.toBe(99);
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
    await ask(policy, 5, { cacheKey: 'o' });
    await expect(ask(policy, 99)).resolves.toBe(99);
    expect([cache.size, cache.bytes]).toEqual([1, 7]);
  });

  it('has room for 8 MiB by default, by the rough size', async () => {
    const { cache, ask } = setUp();
    const policy = cache.policy(minute);
    const fits = 8 * 1024 * 1024 - 40 - 2;
    await ask(policy, new Uint8Array(fits + 1));
    expect(cache.bytes).toBe(0);
    await ask(policy, new Uint8Array(fits));
    expect(cache.bytes).toBe(8 * 1024 * 1024);
  });

  it.each([NaN, -1, -Infinity])('does not keep a value whose size is said to be %d', async (size) => {
    const { cache, ask } = setUp({ sizeOf: () => size });
    await expect(ask(cache.policy(minute), 1)).resolves.toBe(1);
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });

  it('keeps a value of no size', async () => {
    const { cache, ask } = setUp({ sizeOf: () => 0 });
    await ask(cache.policy(minute), 1);
    expect([cache.size, cache.bytes]).toEqual([1, 2]);
  });

  it('answers but does not keep a value that cannot be measured', async () => {
    const { cache, ask } = setUp({
      sizeOf: () => {
        throw new Error('broken');
      },
    });
    await expect(ask(cache.policy(minute), 1)).resolves.toBe(1);
    expect(cache.size).toBe(0);
  });

  it('replaces a value with its bytes', async () => {
    const { cache, ask, clock } = setUp({ sizeOf: Number });
    const policy = cache.policy(always);
    await ask(policy, 10);
    await clock.advance(150);
    await ask(policy, 30);
    expect([cache.size, cache.bytes]).toEqual([1, 32]);
  });

  it('still joins and stores a flight whose old value went for lack of room', async () => {
    const { cache, ask, clock, results } = setUp({ maxEntries: 1 });
    const policy = cache.policy({ ...always, tags: ['t'] });
    await ask(policy, 1);
    await clock.advance(100);
    const { next, calls } = system();
    await policy(next, testCall({ cacheKey: 'k' }));
    await ask(policy, 2, { cacheKey: 'other' });
    results();
    const joined = policy(next, testCall({ cacheKey: 'k' }));
    expect(results()).toEqual(['joined']);
    calls[0]?.resolve(3);
    await expect(joined).resolves.toBe(3);
    await expect(ask(policy, 4)).resolves.toBe(3);
    expect(cache.invalidate('t')).toBe(1);
    expect(cache.size).toBe(0);
  });

  it('keeps exactly its bound of ten thousand keys, and drops them all by their tag', async () => {
    const { cache, ask } = setUp({ maxEntries: 10_000, maxBytes: 1e9 });
    const policy = cache.policy({ ...minute, tags: ['t'] });
    const call = testCall();
    for (let index = 0; index < 11_000; index += 1) await policy(() => Promise.resolve(index), { ...call, cacheKey: String(index) });
    expect(cache.size).toBe(10_000);
    await expect(ask(policy, 'new', { cacheKey: '999' })).resolves.toBe('new');
    await expect(ask(policy, 'new', { cacheKey: '1001' })).resolves.toBe(1001);
    expect(cache.invalidate('t')).toBe(10_000);
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });
});

describe('cache: failures', () => {
  it('does not keep a rejection', async () => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy(minute);
    const error = trouble();
    await expect(ask(policy, error)).rejects.toBe(error);
    await expect(ask(policy, 1)).resolves.toBe(1);
    expect(results()).toEqual(['miss', 'miss']);
  });

  it('takes what is thrown at once for a rejection, and the key is free again', async () => {
    const { cache, ask } = setUp();
    const policy = cache.policy(minute);
    const { signal, listeners } = countedSignal();
    const error = new RangeError('mine');
    const thrower = (): never => {
      throw error;
    };
    await expect(policy(thrower, testCall({ cacheKey: 'k', signal }))).rejects.toBe(error);
    expect(listeners()).toBe(0);
    await expect(ask(policy, 1)).resolves.toBe(1);
  });

  it('rejects all who wait, each with the same error', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const waiting = [1, 2, 3].map(() => policy(next, testCall({ cacheKey: 'k' })));
    const error = trouble();
    calls[0]?.reject(error);
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === error)).toEqual([true, true, true]);
    expect(cache.size).toBe(0);
  });

  const troubles: [ErrorCategory, boolean?][] = [
    ['network_error'], ['timeout_error'], ['timeout_error', false], ['rate_limit_error'], ['service_unavailable'], ['protocol_error'],
    ['circuit_open'], ['overloaded'], ['overloaded', false], ['internal_error', true],
  ]; // prettier-ignore
  it.each(troubles)('answers an old value when the system has %s (retryable: %s)', async (category, retryable) => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 0);
    await clock.advance(150);
    let origin: AnswerOrigin | undefined;
    await expect(ask(policy, trouble(category, retryable), { origin: (told) => (origin = told) })).resolves.toBe(0);
    expect(origin).toEqual({ cached: true, stale: true, asOf: wallStart });
    expect(results()).toEqual(['miss', 'miss', 'stale_if_error']);
    await expect(ask(policy, 2)).resolves.toBe(2);
  });

  const contradictions: ErrorCategory[] = [
    'authentication_error', 'validation_error', 'permission_error', 'not_found', 'conflict', 'too_large', 'configuration_error', 'storage_error',
    'internal_error',
  ]; // prettier-ignore
  it.each([
    ...contradictions.map((category) => trouble(category)),
    new Error('foreign'),
    new IntegrationError('rate_limit_error', 'No.', { retryable: false }),
  ])('passes any other error on and drops the value that it contradicts (%#)', async (error) => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 1);
    await clock.advance(150);
    await expect(ask(policy, error)).rejects.toBe(error);
    expect(cache.size).toBe(0);
    await expect(ask(policy, trouble())).rejects.toMatchObject({ category: 'network_error' });
  });

  it('passes a cancel of the shared call on and keeps the value', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 1);
    await clock.advance(150);
    await expect(ask(policy, trouble('cancelled'))).rejects.toMatchObject({ category: 'cancelled' });
    await expect(ask(policy, trouble())).resolves.toBe(1);
  });

  it('answers an old value in trouble until its time has passed to the millisecond, as it is when the trouble comes', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy({ ttlMs: 100, staleIfErrorMs: 200 });
    await ask(policy, 1);
    await clock.advance(299);
    await expect(ask(policy, trouble())).resolves.toBe(1);
    const { next, calls } = system();
    const late = policy(next, testCall({ cacheKey: 'k' }));
    await clock.advance(1);
    const error = trouble();
    calls[0]?.reject(error);
    await expect(late).rejects.toBe(error);
  });

  it('has nothing for trouble without such a time, or without a value', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy({ ttlMs: 100 });
    await ask(policy, 1);
    await clock.advance(100);
    await expect(ask(policy, trouble())).rejects.toMatchObject({ category: 'network_error' });
    await expect(ask(cache.policy(always), trouble(), { cacheKey: 'never asked' })).rejects.toMatchObject({ category: 'network_error' });
  });
});

describe('cache: single flight', () => {
  it('asks once for all who ask at the same time', async () => {
    const { cache, results } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const origins: AnswerOrigin[] = [];
    const waiting = [1, 2, 3].map(() => policy(next, testCall({ cacheKey: 'k', origin: (told) => origins.push(told) })));
    expect(calls).toHaveLength(1);
    calls[0]?.resolve('v');
    await expect(Promise.all(waiting)).resolves.toEqual(['v', 'v', 'v']);
    expect(results()).toEqual(['miss', 'joined', 'joined']);
    expect(origins).toEqual(new Array(3).fill({ cached: false, stale: false, asOf: wallStart }));
  });

  it('hands the first call on with a signal of its own, and neither its deadline nor its ear for the origin', async () => {
    const { cache, ask } = setUp();
    const call = testCall({ cacheKey: 'k', deadlineAt: 5, cost: 3, origin: () => undefined, correlationId: 'mine' });
    let seen: Call | undefined;
    await cache.policy(minute)((inner) => {
      seen = inner;
      return Promise.resolve(1);
    }, call);
    expect(seen?.signal).toBeInstanceOf(AbortSignal);
    expect(seen?.signal).not.toBe(call.signal);
    expect(seen).toEqual({ ...call, signal: seen?.signal, deadlineAt: undefined, origin: undefined });
    await ask(cache.policy(minute), 2);
    expect(seen?.signal.aborted).toBe(false);
  });

  it('refuses a call that is aborted already and starts nothing, even with a value at hand', async () => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const signal = AbortSignal.abort();
    await expect(policy(next, testCall({ cacheKey: 'k', signal }))).rejects.toMatchObject({ category: 'cancelled' });
    await ask(policy, 1);
    await expect(policy(next, testCall({ cacheKey: 'k', signal }))).rejects.toMatchObject({ category: 'cancelled' });
    expect(calls).toHaveLength(0);
    expect(results()).toEqual(['miss']);
  });

  it('lets one who aborts go at once, and the others have their answer', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const held: unknown[] = [];
    const hold = (work: Promise<unknown>): void => void held.push(work);
    const signals = [countedSignal(), countedSignal(), countedSignal()];
    const [first, second, third] = signals.map(({ signal }) => policy(next, testCall({ cacheKey: 'k', signal, hold })));
    const reason = trouble('timeout_error');
    signals[0]?.abort(reason);
    await expect(first).rejects.toBe(reason);
    signals[2]?.abort();
    await expect(third).rejects.toMatchObject({ category: 'cancelled' });
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.resolve('v');
    await expect(second).resolves.toBe('v');
    expect(signals.map(({ listeners }) => listeners())).toEqual([0, 0, 0]);
    expect(held).toEqual([]);
    expect(cache.size).toBe(1);
  });

  it('aborts the shared call when the last one goes, with that one’s reason, and reports the work that goes on', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const held: [string, unknown][] = [];
    const hold =
      (who: string) =>
      (work: Promise<unknown>): void =>
        void held.push([who, work]);
    const [one, two] = [countedSignal(), countedSignal()];
    const first = policy(next, testCall({ cacheKey: 'k', signal: one.signal, hold: hold('one') }));
    const second = policy(next, testCall({ cacheKey: 'k', signal: two.signal, hold: hold('two') }));
    one.abort();
    await expect(first).rejects.toMatchObject({ category: 'cancelled' });
    const reason = trouble('timeout_error');
    two.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(calls[0]?.signal.reason).toBe(reason);
    expect(held).toEqual([['two', calls[0]?.promise]]);
    expect([one.listeners(), two.listeners()]).toEqual([0, 0]);
  });

  it('starts anew for a newcomer when the last one has gone, and discards quietly what the old call brings', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const { cache, results, ask } = setUp();
      const policy = cache.policy(minute);
      const { next, calls } = system();
      const { signal, abort } = countedSignal();
      const given = policy(next, testCall({ cacheKey: 'k', signal }));
      abort();
      const newcomer = policy(next, testCall({ cacheKey: 'k' }));
      await expect(given).rejects.toMatchObject({ category: 'cancelled' });
      expect(results()).toEqual(['miss', 'miss']);
      if (end === 'resolve') calls[0]?.resolve('old');
      else calls[0]?.reject(trouble('not_found'));
      await settle();
      expect(cache.size).toBe(0);
      const joined = policy(next, testCall({ cacheKey: 'k' }));
      calls[1]?.resolve('new');
      await expect(Promise.all([newcomer, joined])).resolves.toEqual(['new', 'new']);
      await expect(ask(policy, 'other')).resolves.toBe('new');
      expect(calls).toHaveLength(2);
      expect(results()).toEqual(['joined', 'hit']);
    }
  });

  it('reports work through hold also when the work itself made its only caller abort', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { signal, abort, listeners } = countedSignal();
    const work = deferred<number>();
    const held: unknown[] = [];
    const running = policy(
      () => {
        abort();
        return work.promise;
      },
      testCall({ cacheKey: 'k', signal, hold: (given) => held.push(given) }),
    );
    await expect(running).rejects.toMatchObject({ category: 'cancelled' });
    expect(held).toEqual([work.promise]);
    expect(listeners()).toBe(0);
    work.reject(new Error('late'));
    await settle();
  });

  it('keeps the old value for times of trouble when a call for a new one is aborted', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 1);
    await clock.advance(150);
    const { signal, abort } = countedSignal();
    const given = policy(system().next, testCall({ cacheKey: 'k', signal }));
    abort();
    await expect(given).rejects.toMatchObject({ category: 'cancelled' });
    await expect(ask(policy, trouble())).resolves.toBe(1);
  });

  it('lets a late failure of a call that was given up drop nothing', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(150);
    const { next, calls } = system();
    const { signal, abort } = countedSignal();
    const given = policy(next, testCall({ cacheKey: 'k', signal }));
    abort();
    await expect(given).rejects.toMatchObject({ category: 'cancelled' });
    calls[0]?.reject(trouble('not_found'));
    await settle();
    await expect(ask(policy, trouble())).resolves.toBe('old');
  });

  it('answers the others although one aborts while the answers are given', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const last = countedSignal();
    const first = policy(next, testCall({ cacheKey: 'k', origin: () => last.abort() }));
    const second = policy(next, testCall({ cacheKey: 'k', signal: last.signal }));
    calls[0]?.resolve(1);
    await expect(first).resolves.toBe(1);
    await expect(second).rejects.toMatchObject({ category: 'cancelled' });
    expect(calls[0]?.signal.aborted).toBe(false);
  });

  it('has no listener left when calls end', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    for (const end of ['resolve', 'reject'] as const) {
      const { next, calls } = system();
      const { signal, listeners } = countedSignal();
      const running = [1, 2].map(() => policy(next, testCall({ cacheKey: end, signal })));
      expect(listeners()).toBe(2);
      if (end === 'resolve') calls[0]?.resolve(1);
      else calls[0]?.reject(trouble());
      await Promise.allSettled(running);
      expect(listeners()).toBe(0);
    }
  });
});

describe('cache: revalidation', () => {
  it('answers a stale value at once and fetches a new one meanwhile, once', async () => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    await expect(policy(next, testCall({ cacheKey: 'k', deadlineAt: 1 }))).resolves.toBe('old');
    await clock.advance(49);
    await expect(policy(next, testCall({ cacheKey: 'k' }))).resolves.toBe('old');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ deadlineAt: undefined, origin: undefined });
    expect(results()).toEqual(['miss', 'stale', 'stale']);
    calls[0]?.resolve('new');
    await settle();
    expect(results()).toEqual(['revalidated']);
    await expect(ask(policy, 'other')).resolves.toBe('new');
    expect(results()).toEqual(['hit']);
  });

  it('waits for a new value once the stale one is too old to be answered at once', async () => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy({ ttlMs: 100, staleWhileRevalidateMs: 50 });
    await ask(policy, 'old');
    await clock.advance(149);
    const { next, calls } = system();
    await expect(policy(next, testCall({ cacheKey: 'k' }))).resolves.toBe('old');
    await clock.advance(1);
    const joined = policy(next, testCall({ cacheKey: 'k' }));
    expect(results()).toEqual(['miss', 'stale', 'joined']);
    calls[0]?.resolve('new');
    await expect(joined).resolves.toBe('new');
    expect(results()).toEqual(['revalidated']);
    expect(calls).toHaveLength(1);
  });

  it('is not ended by the call that set it off', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    const { signal, abort, listeners } = countedSignal();
    await policy(next, testCall({ cacheKey: 'k', signal }));
    expect(listeners()).toBe(0);
    abort();
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.resolve('new');
    await settle();
    await expect(ask(policy, 'other')).resolves.toBe('new');
  });

  it('is ended by the last of those who came to wait for it', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    await policy(next, testCall({ cacheKey: 'k' }));
    await clock.advance(50);
    const { signal, abort } = countedSignal();
    const joined = policy(next, testCall({ cacheKey: 'k', signal }));
    abort();
    await expect(joined).rejects.toMatchObject({ category: 'cancelled' });
    expect(calls[0]?.signal.aborted).toBe(true);
  });

  it('fails quietly, and the next call tries again', async () => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    await expect(ask(policy, trouble())).resolves.toBe('old');
    await settle();
    const thrower = (): never => {
      throw trouble();
    };
    await expect(policy(thrower, testCall({ cacheKey: 'k' }))).resolves.toBe('old');
    await settle();
    await expect(ask(policy, 'new')).resolves.toBe('old');
    await settle();
    await expect(ask(policy, 'other')).resolves.toBe('new');
    expect(results()).toEqual(['miss', 'stale', 'stale', 'stale', 'revalidated', 'hit']);
  });

  it('does not hide an error that contradicts the value: the next call has it', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    const error = trouble('permission_error');
    await expect(ask(policy, error)).resolves.toBe('old');
    await settle();
    await expect(ask(policy, error)).rejects.toBe(error);
  });
});

describe('cache: invalidation', () => {
  it('drops the values with a tag and says how many', async () => {
    const { cache, ask } = setUp();
    const issues = cache.policy({ ...minute, tags: ['issues', 'all', 'all'] });
    const pulls = cache.policy({ ...minute, tags: ['pulls', 'all'] });
    await ask(issues, 1, { cacheKey: 'i1' });
    await ask(issues, 2, { cacheKey: 'i2' });
    await ask(pulls, 3, { cacheKey: 'p' });
    await ask(cache.policy(minute), 4, { cacheKey: 'none' });
    expect(cache.invalidate('nothing')).toBe(0);
    expect(cache.invalidate('issues')).toBe(2);
    expect(cache.invalidate('issues')).toBe(0);
    await expect(ask(issues, 'new', { cacheKey: 'i1' })).resolves.toBe('new');
    await expect(ask(pulls, 'new', { cacheKey: 'p' })).resolves.toBe(3);
    expect(cache.invalidate('all')).toBe(2);
    expect(cache.size).toBe(1);
    await expect(ask(cache.policy(minute), 'new', { cacheKey: 'none' })).resolves.toBe(4);
  });

  it('goes by the tags as they were given', async () => {
    const { cache, ask } = setUp();
    const tags = ['a'];
    const policy = cache.policy({ ...minute, tags });
    tags[0] = 'b';
    await ask(policy, 1);
    expect(cache.invalidate('b')).toBe(0);
    expect(cache.invalidate('a')).toBe(1);
  });

  it('forgets values that went for lack of room', async () => {
    const { cache, ask } = setUp({ maxEntries: 2 });
    const policy = cache.policy({ ...minute, tags: ['t'] });
    for (const cacheKey of ['a', 'b', 'c']) await ask(policy, 1, { cacheKey });
    expect(cache.invalidate('t')).toBe(2);
  });

  it.each<[string, (cache: Cache) => void]>([
    ['an invalidation of its tag', (cache) => expect(cache.invalidate('t')).toBe(0)],
    ['a clear, as after a change of credentials,', (cache) => cache.clear()],
  ])('neither keeps nor joins a call that began before %s', async (_name, drop) => {
    const { cache, ask, results } = setUp();
    const policy = cache.policy({ ...minute, tags: ['t'] });
    const { next, calls } = system();
    const before = policy(next, testCall({ cacheKey: 'k' }));
    drop(cache);
    expect(calls[0]?.signal.aborted).toBe(false);
    const after = policy(next, testCall({ cacheKey: 'k' }));
    expect(calls).toHaveLength(2);
    calls[0]?.resolve('old');
    await expect(before).resolves.toBe('old');
    expect(cache.size).toBe(0);
    const joined = policy(next, testCall({ cacheKey: 'k' }));
    calls[1]?.resolve('new');
    await expect(Promise.all([after, joined])).resolves.toEqual(['new', 'new']);
    await expect(ask(policy, 'other')).resolves.toBe('new');
    expect(results()).toEqual(['miss', 'miss', 'joined', 'hit']);
  });

  it('still aborts such a call when the last who waits for it goes, and leaves its successor alone', async () => {
    const { cache } = setUp();
    const policy = cache.policy(minute);
    const { next, calls } = system();
    const { signal, abort } = countedSignal();
    const before = policy(next, testCall({ cacheKey: 'k', signal }));
    cache.clear();
    const after = policy(next, testCall({ cacheKey: 'k' }));
    abort();
    await expect(before).rejects.toMatchObject({ category: 'cancelled' });
    expect(calls.map((call) => call.signal.aborted)).toEqual([true, false]);
    const joined = policy(next, testCall({ cacheKey: 'k' }));
    expect(calls).toHaveLength(2);
    calls[1]?.resolve(1);
    await expect(Promise.all([after, joined])).resolves.toEqual([1, 1]);
  });

  it('answers no dropped value in trouble, and lets a failure of an older call drop nothing new', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy({ ...always, tags: ['t'] });
    await ask(policy, 'old');
    await clock.advance(150);
    const { next, calls } = system();
    const running = [policy(next, testCall({ cacheKey: 'k' })), policy(next, testCall({ cacheKey: 'k' }))];
    expect(cache.invalidate('t')).toBe(1);
    await ask(policy, 'new');
    const error = trouble();
    calls[0]?.reject(error);
    await expect(running[0]).rejects.toBe(error);
    await expect(running[1]).rejects.toBe(error);
    await expect(ask(policy, 'other')).resolves.toBe('new');
  });

  it.each<[string, (cache: Cache) => void]>([
    ['an invalidation of its tag', (cache) => expect(cache.invalidate('t')).toBe(1)],
    ['a clear', (cache) => cache.clear()],
  ])('aborts a revalidation, for which nobody waits, at %s', async (_name, drop) => {
    const { cache, ask, clock, results } = setUp();
    const policy = cache.policy({ ...always, tags: ['t'] });
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    await policy(next, testCall({ cacheKey: 'k' }));
    drop(cache);
    expect(calls[0]?.signal.reason).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    results();
    calls[0]?.resolve('late');
    await settle();
    expect(results()).toEqual([]);
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });

  it('does not abort a revalidation that somebody waits for', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy(always);
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    await policy(next, testCall({ cacheKey: 'k' }));
    await clock.advance(50);
    const joined = policy(next, testCall({ cacheKey: 'k' }));
    cache.clear();
    calls[0]?.resolve('new');
    await expect(joined).resolves.toBe('new');
  });

  it('keeps what is asked for by those who hear of the abort', async () => {
    const { cache, ask, clock } = setUp();
    const policy = cache.policy({ ...always, tags: ['t'] });
    await ask(policy, 'old');
    await clock.advance(100);
    const { next, calls } = system();
    await policy(next, testCall({ cacheKey: 'k' }));
    let again: Promise<unknown> | undefined;
    calls[0]?.signal.addEventListener('abort', () => {
      again = ask(policy, 'new');
    });
    cache.invalidate('t');
    await expect(again).resolves.toBe('new');
    await expect(ask(policy, 'other')).resolves.toBe('new');
  });

  it('leaves nothing of a key behind, not even its tags, when its call or its value is gone', async () => {
    const { cache, ask, clock } = setUp({ maxEntries: 1 });
    const one = cache.policy({ ...minute, tags: ['one'] });
    const gone: (() => Promise<unknown>)[] = [
      async () => ask(one, trouble()).catch(() => undefined),
      async () => {
        const { signal, abort } = countedSignal();
        const given = one(system().next, testCall({ cacheKey: 'k', signal }));
        abort();
        await given.catch(() => undefined);
      },
      async () => ask(one, 1).then(() => cache.clear()),
      async () => ask(one, 1).then(() => cache.invalidate('one')),
      async () => ask(one, 1).then(() => ask(one, 2, { cacheKey: 'other' })),
      async () => ask(cache.policy({ ttlMs: 0, tags: ['one'] }), 1),
    ];
    for (const happen of gone) {
      await happen();
      await ask(cache.policy({ ...minute, tags: ['two'] }), 1);
      expect(cache.invalidate('two')).toBe(1);
    }
    expect(clock.pending).toBe(0);
  });

  it('has room again after a clear', async () => {
    const { cache, ask } = setUp({ maxEntries: 2, sizeOf: Number });
    const policy = cache.policy(minute);
    await ask(policy, 5, { cacheKey: 'a' });
    await ask(policy, 6, { cacheKey: 'b' });
    cache.clear();
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
    await ask(policy, 7, { cacheKey: 'c' });
    await ask(policy, 8, { cacheKey: 'a' });
    expect([cache.size, cache.bytes]).toEqual([2, 19]);
  });

  it.each(['miss', 'joined', 'hit', 'stale', 'revalidated', 'stale_if_error'])('survives a sink that clears it at %s', async (when) => {
    const clock = new ManualClock();
    const caches: Cache[] = [];
    let cleared = 0;
    const sink = (event: PolicyEvent): void => {
      if (event.type !== 'cache' || event.result !== when) return;
      cleared += 1;
      caches[0]?.clear();
      expect([caches[0]?.size, caches[0]?.bytes]).toEqual([0, 0]);
    };
    const cache = new Cache(new Env({ clock, random: () => 0, sink }));
    caches.push(cache);
    const policy = cache.policy(always);
    const get = (work: () => Promise<unknown>): Promise<unknown> => policy(work, testCall({ cacheKey: 'k' }));
    const ok = (): Promise<unknown> => Promise.resolve('v');
    await expect(Promise.all([get(ok), get(ok)])).resolves.toEqual(['v', 'v']);
    for (const ms of [99, 1, 0]) {
      await clock.advance(ms);
      await expect(get(ok)).resolves.toBe('v');
      await settle();
    }
    await get(ok);
    await clock.advance(150);
    await get(() => Promise.reject(trouble())).catch(() => undefined);
    expect(cleared).toBeGreaterThan(0);
    cache.clear();
    await get(ok);
    cache.clear();
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });
});
