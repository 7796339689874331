import { describe, expect, it } from 'vitest';
import type { Call, Execute } from './call.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv, unhandledRejections } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout, type TimeoutOptions } from './timeout.ts';

const never = (): Promise<never> => new Promise(() => undefined);

function setUp(options: TimeoutOptions = { ms: 100 }) {
  const clock = new ManualClock();
  const env = testEnv(clock);
  const policy = timeout(env, options);
  /** What the caller gets, the error included, and whether it has it already. */
  const begin = (work: Execute<unknown>, changes: Partial<Call> = {}) => {
    const state = { settled: false };
    const answer = policy(work, testCall(changes)).then(
      (value) => {
        state.settled = true;
        return value;
      },
      (error: unknown) => {
        state.settled = true;
        return error;
      },
    );
    return { state, answer };
  };
  return { clock, env, policy, begin };
}

/** A stream whose signs of life the test gives. */
function stream(idleMs: number | null) {
  const listeners = new Set<() => void>();
  return {
    listeners,
    live: () => {
      for (const listener of listeners) listener();
    },
    state: {
      started: false,
      idleMs,
      onActivity: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

describe('timeout', () => {
  it.each([0, -1, Number.NaN, Infinity])('refuses a limit of %s ms', (ms) => {
    expect(() => setUp({ ms })).toThrow(new RangeError(`ms must be above 0, got ${String(ms)}`));
  });

  it('passes a result on and leaves neither timer nor listener', async () => {
    const { clock, policy } = setUp();
    const { signal, listeners } = countedSignal();
    const answer = policy(() => {
      expect(clock.pending).toBe(1);
      expect(listeners()).toBe(1);
      return Promise.resolve(7);
    }, testCall({ signal }));
    await expect(answer).resolves.toBe(7);
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('passes an error on as it is and leaves neither timer nor listener', async () => {
    const { clock, policy, env } = setUp();
    const { signal, listeners } = countedSignal();
    for (const error of [new TypeError('bug'), new IntegrationError('not_found', 'Gone.'), new Error('plain')]) {
      await expect(policy(() => Promise.reject(error), testCall({ signal }))).rejects.toBe(error);
    }
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
    expect(env.events).toEqual([]);
  });

  it('turns what is thrown before there is a promise into a rejection and cleans up', async () => {
    const { clock, policy } = setUp();
    const { signal, listeners } = countedSignal();
    const thrower = (): Promise<never> => {
      throw new RangeError('mine');
    };
    await expect(policy(thrower, testCall({ signal }))).rejects.toThrow(new RangeError('mine'));
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('hands on the call with a signal of its own and nothing else changed', async () => {
    const { policy } = setUp();
    const call = testCall({ cost: 3, deadlineAt: 400 });
    let seen: Call | undefined;
    await policy((inner) => Promise.resolve((seen = inner)), call);
    expect(seen?.signal).not.toBe(call.signal);
    expect({ ...seen, signal: call.signal }).toEqual(call);
  });

  it('aborts the work and settles at the very millisecond, even when the work ignores it', async () => {
    const { clock, begin } = setUp();
    let seen: AbortSignal | undefined;
    const { state, answer } = begin((call) => {
      seen = call.signal;
      return never();
    });
    await clock.advance(99);
    expect(state.settled).toBe(false);
    expect(seen?.aborted).toBe(false);
    await clock.advance(1);
    expect(state.settled).toBe(true);
    const error = await answer;
    expect(error).toMatchObject({ category: 'timeout_error', message: 'It did not answer within 100 ms. Try again.', retryable: true });
    // The work is told the same as the caller.
    expect(seen?.reason).toBe(error);
    expect(clock.pending).toBe(0);
  });

  it.each([
    [0.5, '0.5 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1249, '1.2 s'],
    [30_000, '30 s'],
  ])('says a limit of %s ms as %s', async (ms, text) => {
    const attempt = setUp({ ms });
    const { answer } = attempt.begin(never);
    await attempt.clock.advance(ms);
    expect(await answer).toHaveProperty('message', `It did not answer within ${text}. Try again.`);
  });

  it('settles at once after a sleep of the computer that outlasted it', async () => {
    const { clock, begin } = setUp();
    const { answer } = begin(never);
    await clock.asleep(28_800_000);
    expect(await answer).toMatchObject({ category: 'timeout_error' });
    expect(clock.pending).toBe(0);
  });

  it('is not moved by a step of the wall clock', async () => {
    const { clock, begin } = setUp();
    const { state } = begin(never);
    clock.stepWall(86_400_000);
    await clock.advance(99);
    clock.stepWall(-2 * 86_400_000);
    expect(state.settled).toBe(false);
    await clock.advance(1);
    expect(state.settled).toBe(true);
  });
});

describe('timeout: whose abort it was', () => {
  it('tells the caller’s cancel from its own limit', async () => {
    const { clock, begin } = setUp();
    const { signal, abort, listeners } = countedSignal();
    let seen: AbortSignal | undefined;
    const { answer } = begin(
      (call) => {
        seen = call.signal;
        return never();
      },
      { signal },
    );
    abort();
    const error = await answer;
    expect(error).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(seen?.reason).toBe(error);
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it.each([
    [50, 'It was not done in time, all attempts included. Try again.', false],
    [99, 'It was not done in time, all attempts included. Try again.', false],
    [100, 'It did not answer within 100 ms. Try again.', true],
    [5000, 'It did not answer within 100 ms. Try again.', true],
  ])('tells a deadline at %s ms from its own limit of 100 ms', async (deadlineAt, message, retryable) => {
    const { clock, begin } = setUp();
    const { state, answer } = begin(never, { deadlineAt });
    await clock.advance(Math.min(deadlineAt, 100) - 1);
    expect(state.settled).toBe(false);
    await clock.advance(1);
    expect(await answer).toMatchObject({ category: 'timeout_error', message, retryable });
    expect(clock.pending).toBe(0);
  });

  it('does not begin what is out of time already, and blames nobody', async () => {
    const { clock, policy } = setUp();
    await clock.advance(1000);
    let begun = false;
    const work = async (): Promise<boolean> => (begun = true);
    await expect(policy(work, testCall({ deadlineAt: 1000, effect: 'write' }))).rejects.toMatchObject({
      category: 'overloaded',
      message: 'Its turn did not come in time, so nothing was sent. Try again in a moment.',
      retryable: false,
      outcome: 'none',
    });
    expect([begun, clock.pending]).toEqual([false, 0]);
    await expect(policy(work, testCall({ deadlineAt: 1001 }))).resolves.toBe(true);
  });

  it('passes the reason on through several, down to the work', async () => {
    const { clock, env, begin } = setUp();
    const inner = timeout(env, { ms: 100 });
    const { signal, abort, listeners } = countedSignal();
    const reason = new IntegrationError('cancelled', 'The window was closed.');
    let seen: AbortSignal | undefined;
    const { answer } = begin((call) => inner(({ signal: innermost }) => ((seen = innermost), never()), call), { signal });
    abort(reason);
    expect(await answer).toBe(reason);
    expect(seen?.reason).toBe(reason);
    expect(listeners()).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('does not begin what is aborted already', async () => {
    const { clock, policy, env } = setUp();
    const { signal, abort, listeners } = countedSignal();
    const reason = new IntegrationError('timeout_error', 'Too late.');
    abort(reason);
    let begun = false;
    const work = (): Promise<string> => {
      begun = true;
      return Promise.reject(new Error('never seen'));
    };
    await expect(policy(work, testCall({ signal }))).rejects.toBe(reason);
    expect(begun).toBe(false);
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
    expect(env.events).toEqual([]);
  });

  it('goes by what came first: an abort after the result changes nothing', async () => {
    const { clock, begin } = setUp();
    const { signal, abort } = countedSignal();
    let seen: AbortSignal | undefined;
    const { answer } = begin(
      (call) => {
        seen = call.signal;
        return Promise.resolve(7);
      },
      { signal },
    );
    expect(await answer).toBe(7);
    abort();
    await clock.advance(1000);
    expect(seen?.aborted).toBe(false);
  });

  it('reading the body is still covered and the signal is not aborted on return', async () => {
    const { clock, begin } = setUp({ ms: 100 });
    const body = deferred<string>();
    let seen: AbortSignal | undefined;
    const fetchAndRead = async (call: Call): Promise<string> => {
      seen = call.signal;
      await clock.sleep(60, call.signal);
      // The headers are here; the body takes longer than is left.
      return body.promise;
    };
    const slow = begin(fetchAndRead);
    await clock.advance(99);
    expect(slow.state.settled).toBe(false);
    await clock.advance(1);
    expect(await slow.answer).toMatchObject({ category: 'timeout_error' });
    const quick = begin(fetchAndRead);
    await clock.advance(60);
    body.resolve('text');
    expect(await quick.answer).toBe('text');
    expect(seen?.aborted).toBe(false);
    await clock.advance(1000);
    expect(seen?.aborted).toBe(false);
    expect(clock.pending).toBe(0);
  });
});

describe('timeout: outcome', () => {
  it.each([
    ['write', 'unknown'],
    ['destructive', 'unknown'],
    ['read', 'none'],
    ['idempotent', 'none'],
  ] as const)('calls the outcome of a %s that its caller cancels %s', async (effect, outcome) => {
    const { begin } = setUp();
    const { signal, abort } = countedSignal();
    const { answer } = begin(never, { effect, signal });
    abort();
    expect(await answer).toMatchObject({ category: 'cancelled', outcome });
  });

  it('calls the outcome of a timed-out write unknown, that of a read none', async () => {
    for (const deadlineAt of [10, undefined]) {
      for (const [effect, outcome] of [
        ['write', 'unknown'],
        ['destructive', 'unknown'],
        ['read', 'none'],
        ['idempotent', 'none'],
      ] as const) {
        const { clock, begin } = setUp({ ms: 20 });
        const { answer } = begin(never, { effect, deadlineAt });
        await clock.advance(20);
        expect(await answer).toMatchObject({ outcome });
      }
    }
  });
});

describe('timeout: given-up work', () => {
  it('discards a late result and swallows a late rejection, and reports each', async () => {
    const { clock, env, begin } = setUp({ ms: 10 });
    const unhandled = await unhandledRejections(async () => {
      for (const finish of ['value', 'error'] as const) {
        const work = deferred<number>();
        const { answer } = begin(() => work.promise);
        await clock.advance(10);
        const error = await answer;
        if (finish === 'value') work.resolve(1);
        else work.reject(new Error('late'));
        await settle();
        expect(await answer).toBe(error);
      }
    });
    expect(env.events).toEqual([
      { type: 'late', result: 'value' },
      { type: 'late', result: 'error' },
    ]);
    expect(unhandled).toEqual([]);
  });

  it('swallows a late rejection, also when aborted beforehand or by the work itself', async () => {
    const { policy } = setUp();
    const { signal, abort, listeners } = countedSignal();
    const held: Promise<unknown>[] = [];
    const unhandled = await unhandledRejections(async () => {
      const late = (): Promise<never> => Promise.reject(new Error('late'));
      await expect(policy(late, testCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ category: 'cancelled' });
      const aborting = (): Promise<never> => {
        abort();
        return late();
      };
      const answer = policy(aborting, testCall({ signal, hold: (work) => held.push(work) }));
      await expect(answer).rejects.toMatchObject({ category: 'cancelled' });
    });
    expect(unhandled).toEqual([]);
    expect(held).toHaveLength(1);
    expect(listeners()).toBe(0);
  });

  it('reports given-up work once, so that a slot can be held until it ends', async () => {
    const { clock, begin } = setUp({ ms: 10 });
    const held: Promise<unknown>[] = [];
    const hold = (work: Promise<unknown>): number => held.push(work);
    const late = deferred<string>();
    const { answer } = begin(() => late.promise, { hold });
    expect(held).toEqual([]);
    await clock.advance(10);
    await answer;
    expect(held).toHaveLength(1);
    expect(held[0]).toBe(late.promise);
    const { signal, abort } = countedSignal();
    const second = begin(() => late.promise, { hold, signal });
    abort();
    await second.answer;
    expect(held).toHaveLength(2);
  });

  it('reports no work that has ended', async () => {
    const { begin } = setUp();
    const held: unknown[] = [];
    const hold = (work: unknown): number => held.push(work);
    await begin(() => Promise.resolve(1), { hold }).answer;
    await begin(() => Promise.reject(new Error('x')), { hold }).answer;
    expect(held).toEqual([]);
  });
});

describe('timeout: streams', () => {
  it('runs to the first sign of life, after that only against silence', async () => {
    const { clock, begin } = setUp();
    const { state: streamState, live, listeners } = stream(30);
    const { state, answer } = begin(never, { stream: streamState });
    await clock.advance(90);
    for (let chunk = 0; chunk < 10; chunk += 1) {
      live();
      expect(clock.pending).toBe(1);
      await clock.advance(29);
    }
    expect(state.settled).toBe(false);
    await clock.advance(1);
    expect(await answer).toMatchObject({ category: 'timeout_error', message: 'It fell silent for 30 ms. Try again.', retryable: true });
    expect(listeners.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('times out a stream without any sign of life', async () => {
    const { clock, begin } = setUp();
    const { state: streamState, listeners } = stream(1000);
    const { answer } = begin(never, { stream: streamState });
    await clock.advance(100);
    expect(await answer).toHaveProperty('message', 'It did not answer within 100 ms. Try again.');
    expect(listeners.size).toBe(0);
  });

  it('has no limit after the first sign of life where the contract sets none', async () => {
    const { clock, begin } = setUp();
    const { state: streamState, live, listeners } = stream(null);
    const work = deferred<string>();
    const { answer } = begin(() => work.promise, { stream: streamState });
    live();
    expect(clock.pending).toBe(0);
    await clock.advance(86_400_000);
    work.resolve('all of it');
    expect(await answer).toBe('all of it');
    expect(listeners.size).toBe(0);
  });

  it('forgets the deadline too with the first sign of life', async () => {
    const { clock, begin } = setUp();
    const { state: streamState, live } = stream(null);
    const { state } = begin(never, { stream: streamState, deadlineAt: 50 });
    await clock.advance(49);
    live();
    expect(clock.pending).toBe(0);
    await clock.advance(86_400_000);
    expect(state.settled).toBe(false);
  });

  it('leaves neither timer nor listener when a stream ends by itself', async () => {
    const { clock, begin } = setUp();
    const { state: streamState, live, listeners } = stream(30);
    const work = deferred<string>();
    const { answer } = begin(() => work.promise, { stream: streamState });
    expect(listeners.size).toBe(1);
    live();
    work.resolve('done');
    expect(await answer).toBe('done');
    expect(listeners.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
