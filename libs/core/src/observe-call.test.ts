import { describe, expect, it } from 'vitest';
import type { AnswerOrigin, Call } from './call.ts';
import { IntegrationError } from './integration-error.ts';
import { lastErrorOf, observeCall, type Observation } from './observe-call.ts';
import { deferred, testCall } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

function recorder(): { readonly seen: [Observation, number][]; readonly settled: (observation: Observation, now: number) => void } {
  const seen: [Observation, number][] = [];
  return {
    seen,
    settled: (observation, now) => {
      seen.push([observation, now]);
    },
  };
}

/** A stream whose signs of life a test gives, and the number of those who listen. */
function stream(): { readonly state: NonNullable<Call['stream']>; readonly sign: () => void; readonly listeners: () => number } {
  const listening = new Set<() => void>();
  return {
    state: {
      started: false,
      idleMs: null,
      onActivity: (listener) => {
        listening.add(listener);
        return () => {
          listening.delete(listener);
        };
      },
    },
    sign: () => {
      for (const listener of listening) listener();
    },
    listeners: () => listening.size,
  };
}

describe('observeCall', () => {
  it('passes a value on and tells how long it took, and when it came', async () => {
    const clock = new ManualClock();
    await clock.advance(1000);
    const { seen, settled } = recorder();
    const work = deferred<string>();
    const running = observeCall(clock, () => work.promise, testCall(), settled);
    await clock.advance(250);
    expect(seen).toEqual([]);
    work.resolve('value');
    await expect(running).resolves.toBe('value');
    expect(seen).toEqual([[{ durationMs: 250, category: undefined, message: undefined, cached: undefined }, 1250]]);
  });

  it('passes the very error on and tells its category and sentence', async () => {
    const { seen, settled } = recorder();
    const error = new IntegrationError('conflict', 'Somebody else changed it.');
    await expect(observeCall(new ManualClock(), () => Promise.reject(error), testCall(), settled)).rejects.toBe(error);
    expect(seen).toEqual([[{ durationMs: 0, category: 'conflict', message: 'Somebody else changed it.', cached: undefined }, 0]]);
  });

  it('calls every error of a call whose caller has given up a cancel, by a limit of their own too', async () => {
    const { seen, settled } = recorder();
    const error = new IntegrationError('service_unavailable', 'Down.');
    const signal = AbortSignal.abort(new DOMException('too slow for me', 'TimeoutError'));
    await expect(observeCall(new ManualClock(), () => Promise.reject(error), testCall({ signal }), settled)).rejects.toBe(error);
    expect(seen[0]?.[0]).toMatchObject({ category: 'cancelled', message: 'It did not answer in time. Try again.' });
  });

  it.each([
    ['an error that is not ours', new Error('token=s3cret')],
    ['undefined', undefined],
    ['a string', 'token=s3cret'],
  ])('calls %s an internal error and keeps its text to itself', async (_name, thrown) => {
    const { seen, settled } = recorder();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- foreign code rejects with anything
    await expect(observeCall(new ManualClock(), () => Promise.reject(thrown), testCall(), settled)).rejects.toBe(thrown);
    expect(seen[0]?.[0]).toMatchObject({
      category: 'internal_error',
      message: 'Something unexpected happened. The log has the details.',
    });
  });

  it('turns what next throws at once into a rejection, counted once', async () => {
    const { seen, settled } = recorder();
    const error = new IntegrationError('overloaded', 'Full.');
    const throwing = (): Promise<never> => {
      throw error;
    };
    const running = observeCall(new ManualClock(), throwing, testCall(), settled);
    await expect(running).rejects.toBe(error);
    expect(seen).toHaveLength(1);
  });

  it('reads the clock exactly twice', async () => {
    let reads = 0;
    const clock = new ManualClock();
    clock.now = () => (reads += 1);
    await observeCall(
      clock,
      () => Promise.resolve(),
      testCall(),
      () => undefined,
    );
    expect(reads).toBe(2);
  });

  it('calls a duration zero when the clock stepped back', async () => {
    const clock = new ManualClock();
    const { seen, settled } = recorder();
    const work = deferred<undefined>();
    const running = observeCall(clock, () => work.promise, testCall(), settled);
    await clock.advance(-5000);
    work.resolve(undefined);
    await running;
    expect(seen[0]).toMatchObject([{ durationMs: 0 }, -5000]);
  });

  it('hands the same call on when there is nothing to watch, so that it costs nothing', async () => {
    const call = testCall();
    await observeCall(
      new ManualClock(),
      (passed) => {
        expect(passed).toBe(call);
        return Promise.resolve();
      },
      call,
      () => undefined,
    );
  });

  it('measures a stream to its first sign of life, and stops listening', async () => {
    const clock = new ManualClock();
    const { seen, settled } = recorder();
    const { state, sign, listeners } = stream();
    const work = deferred<undefined>();
    const running = observeCall(clock, () => work.promise, testCall({ stream: state }), settled);
    await clock.advance(70);
    sign();
    await clock.advance(30_000);
    sign();
    expect(listeners()).toBe(1);
    work.resolve(undefined);
    await running;
    expect(seen).toMatchObject([[{ durationMs: 70 }, 30_070]]);
    expect(listeners()).toBe(0);
  });

  it('measures a stream that never gave a sign to its end', async () => {
    const clock = new ManualClock();
    const { seen, settled } = recorder();
    const { state, listeners } = stream();
    const work = deferred<undefined>();
    const running = observeCall(clock, () => work.promise, testCall({ stream: state }), settled);
    await clock.advance(400);
    work.reject(new IntegrationError('timeout_error', 'Too late.'));
    await expect(running).rejects.toMatchObject({ category: 'timeout_error' });
    expect(seen).toMatchObject([[{ durationMs: 400, category: 'timeout_error' }, 400]]);
    expect(listeners()).toBe(0);
  });

  it.each([true, false])('tells of an answer whether it is from the cache (%j), and lets the caller know as well', async (cached) => {
    const { seen, settled } = recorder();
    const told: AnswerOrigin[] = [];
    const origin = { cached, stale: false, asOf: 5 };
    const call = testCall({ cacheKey: 'k', origin: (answer) => told.push(answer) });
    const cache = (passed: Call): Promise<string> => {
      expect(passed).toMatchObject({ cacheKey: 'k', operation: call.operation });
      passed.origin?.(origin);
      return Promise.resolve('stored');
    };
    await expect(observeCall(new ManualClock(), cache, call, settled)).resolves.toBe('stored');
    expect(seen[0]?.[0].cached).toBe(cached);
    expect(told).toEqual([origin]);
  });

  it('needs no caller that wants to know where an answer comes from', async () => {
    const { seen, settled } = recorder();
    const cache = (passed: Call): Promise<void> => {
      passed.origin?.({ cached: true, stale: true, asOf: 1 });
      return Promise.resolve();
    };
    await observeCall(new ManualClock(), cache, testCall({ cacheKey: 'k' }), settled);
    expect(seen[0]?.[0].cached).toBe(true);
  });
});

describe('lastErrorOf', () => {
  it.each([
    ['a missing sentence as null', undefined, null],
    ['a short sentence as it is', 'Lost.', 'Lost.'],
    ['300 characters as they are', 'x'.repeat(300), 'x'.repeat(300)],
    ['301 characters cut to 300', 'x'.repeat(301), `${'x'.repeat(299)}…`],
  ])('keeps %s', (_name, message, kept) => {
    expect(lastErrorOf('conflict', message, 17)).toEqual({ category: 'conflict', message: kept, at: 17 });
  });
});
