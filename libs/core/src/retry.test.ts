import { describe, expect, it } from 'vitest';
import type { Call } from './call.ts';
import { Env } from './env.ts';
import { IntegrationError, type IntegrationErrorOptions } from './integration-error.ts';
import { RetryBudget } from './retry-budget.ts';
import { retry, type RetryOptions } from './retry.ts';
import { countedSignal, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const lost = (options: IntegrationErrorOptions = {}, message = 'Lost.'): IntegrationError =>
  new IntegrationError('network_error', message, { outcome: 'none', ...options });

/** Fails with these errors one after the other, then succeeds with `'done'`; a number stands for that many plain ones. */
function failing(failures: number | readonly unknown[]) {
  const errors = typeof failures === 'number' ? Array.from({ length: failures }, () => lost()) : failures;
  const seen: Call[] = [];
  const run = (call: Call): Promise<string> => {
    seen.push(call);
    const index = seen.length - 1;
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- any error is a case
    return index < errors.length ? Promise.reject(errors[index]) : Promise.resolve('done');
  };
  return { run, seen, calls: () => seen.length };
}

function setUp(options: RetryOptions = {}, random: number | (() => number) = 0.5) {
  const clock = new ManualClock();
  const env = testEnv(clock, random);
  const policy = retry(env, options);
  /** Runs until nothing more happens; the result or the error. */
  const run = async (work: ReturnType<typeof failing>, call: Partial<Call> = {}, ms = 86_400_000): Promise<unknown> => {
    const answer = policy(work.run, testCall(call)).catch((error: unknown) => error);
    await clock.advance(ms);
    return answer;
  };
  const waits = (): (number | null)[] => env.of('wait').map(({ ms }) => ms);
  const stops = (): string[] => env.of('retry_stopped').map(({ reason }) => reason);
  return { clock, env, policy, run, waits, stops };
}

describe('retry: options', () => {
  it.each<[RetryOptions, string]>([
    [{ retries: -1 }, 'retries must be a whole number from 0 to 5, got -1'],
    [{ retries: 6 }, 'retries must be a whole number from 0 to 5, got 6'],
    [{ retries: 1.5 }, 'retries must be a whole number from 0 to 5, got 1.5'],
    [{ baseMs: 0 }, 'baseMs must be above 0, got 0'],
    [{ baseMs: 10, capMs: 5 }, 'capMs must be at least 10, got 5'],
    [{ capMs: Infinity }, 'capMs must be at least 1000, got Infinity'],
    [{ longestWaitMs: -1 }, 'longestWaitMs must be at least 0, got -1'],
    [{ longestWaitMs: Number.NaN }, 'longestWaitMs must be at least 0, got NaN'],
  ])('refuses %j', (options, message) => {
    expect(() => setUp(options)).toThrow(new RangeError(message));
  });

  it('takes the extremes', () => {
    for (const options of [{ retries: 0 }, { retries: 5 }, { baseMs: 5, capMs: 5 }, { longestWaitMs: 0 }]) {
      expect(() => setUp(options)).not.toThrow();
    }
  });
});

describe('retry: attempts', () => {
  it('passes a success on, with nothing but the report of one attempt', async () => {
    const { run, env, clock } = setUp();
    const work = failing(0);
    await expect(run(work)).resolves.toBe('done');
    expect(work.calls()).toBe(1);
    expect(env.events).toEqual([
      { type: 'attempt', attempt: 1 },
      { type: 'attempt_succeeded', attempt: 1 },
    ]);
    expect(clock.pending).toBe(0);
  });

  it('repeats three times unless told otherwise, and reports every step', async () => {
    const { run, env } = setUp();
    const work = failing(9);
    await expect(run(work)).resolves.toMatchObject({ category: 'network_error', attempts: 4 });
    expect(work.calls()).toBe(4);
    const failed = (attempt: number) => ({ type: 'attempt_failed', attempt, category: 'network_error', message: 'Lost.' });
    expect(env.events).toEqual([
      { type: 'attempt', attempt: 1 },
      failed(1),
      { type: 'wait', reason: 'retry', ms: 500 },
      { type: 'attempt', attempt: 2 },
      failed(2),
      { type: 'wait', reason: 'retry', ms: 1000 },
      { type: 'attempt', attempt: 3 },
      failed(3),
      { type: 'wait', reason: 'retry', ms: 2000 },
      { type: 'attempt', attempt: 4 },
      failed(4),
      { type: 'retry_stopped', reason: 'attempts' },
    ]);
  });

  it('says that it was the other side who asked for a wait', async () => {
    const { run, env } = setUp();
    await run(failing([lost({ retryAfterMs: 2000 })]));
    await run(failing([lost({ retryAfterMs: 0 })]));
    expect(env.of('wait')).toEqual([
      { type: 'wait', reason: 'pause', ms: 2500 },
      { type: 'wait', reason: 'retry', ms: 500 },
    ]);
  });

  it('names the call with every report', async () => {
    const clock = new ManualClock();
    const seen: (string | undefined)[] = [];
    const env = new Env({ clock, random: () => 0.5, sink: (event, call) => seen.push(`${event.type} ${String(call?.attempt)}`) });
    const answer = retry(env, { retries: 1 })(failing(2).run, testCall()).catch(() => undefined);
    await clock.advance(1000);
    await answer;
    expect(seen).toEqual(['attempt 1', 'attempt_failed 1', 'wait 1', 'attempt 2', 'attempt_failed 2', 'retry_stopped 2']);
  });

  it('hands each attempt its number and leaves the rest of the call as it is', async () => {
    const { run } = setUp({ retries: 2 });
    const work = failing(2);
    const call = testCall({ attempt: 7, cost: 3, idempotencyKey: 'key' });
    await run(work, call);
    expect(work.seen).toEqual([1, 2, 3].map((attempt) => ({ ...call, attempt })));
    for (const { signal } of work.seen) expect(signal).toBe(call.signal);
  });

  it('hands the first attempt the very call it was given', async () => {
    const { policy } = setUp();
    const work = failing(0);
    const call = testCall();
    await policy(work.run, call);
    expect(work.seen[0]).toBe(call);
  });

  it('keeps the last error, with all attempts as its cause', async () => {
    const { run } = setUp({ retries: 2 });
    const errors = [lost({}, 'First.'), lost({}, 'Second.'), new IntegrationError('service_unavailable', 'Third.', { statusCode: 503 })];
    const thrown = await run(failing(errors));
    expect(thrown).toBeInstanceOf(IntegrationError);
    expect(thrown).toMatchObject({ category: 'service_unavailable', message: 'Third.', statusCode: 503, attempts: 3 });
    const cause: unknown = thrown instanceof IntegrationError ? thrown.cause : undefined;
    expect(cause).toBeInstanceOf(AggregateError);
    expect(cause).toMatchObject({ message: '3 attempts failed.' });
    expect(cause instanceof AggregateError ? cause.errors : []).toEqual(errors);
  });

  it('passes the error of an only attempt on as it is', async () => {
    const { run } = setUp({ retries: 0 });
    const error = lost();
    await expect(run(failing([error]))).resolves.toBe(error);
  });

  it('calls the outcome unknown when that of any attempt was', async () => {
    const { run } = setUp({ retries: 1 });
    const write = { effect: 'write', idempotencyKey: 'key' } as const;
    await expect(run(failing([lost({ outcome: 'unknown' }), lost()]), write)).resolves.toMatchObject({ attempts: 2, outcome: 'unknown' });
    await expect(run(failing([lost(), lost({ outcome: 'unknown' })]), write)).resolves.toMatchObject({ attempts: 2, outcome: 'unknown' });
    await expect(run(failing([lost(), lost()]), write)).resolves.toMatchObject({ attempts: 2, outcome: 'none' });
  });

  it('turns what is thrown before there is a promise into a rejection', async () => {
    const { policy } = setUp();
    const thrower = (): Promise<never> => {
      throw new RangeError('mine');
    };
    await expect(policy(thrower, testCall())).rejects.toThrow(new RangeError('mine'));
  });

  it('is not changed by a sink that throws', async () => {
    const clock = new ManualClock();
    const env = new Env({
      clock,
      random: () => 0,
      sink: () => {
        throw new Error('sink');
      },
    });
    const answer = retry(env)(failing(2).run, testCall());
    await clock.advance(10);
    await expect(answer).resolves.toBe('done');
  });
});

describe('retry: what is repeated', () => {
  it.each([new TypeError('bug'), new Error('plain'), 'text', undefined])('never repeats a programming error: %s', async (error) => {
    const { run, env } = setUp();
    const work = failing([error]);
    expect(await run(work)).toBe(error);
    expect(work.calls()).toBe(1);
    expect(env.events).toEqual([{ type: 'attempt', attempt: 1 }]);
  });

  it('passes a programming error on as it is, also after a failure of the system', async () => {
    const { run } = setUp();
    const bug = new TypeError('bug');
    const work = failing([lost(), bug]);
    expect(await run(work)).toBe(bug);
    expect(work.calls()).toBe(2);
  });

  it.each([
    ['network_error', 2],
    ['timeout_error', 2],
    ['rate_limit_error', 2],
    ['service_unavailable', 2],
    ['overloaded', 2],
    ['authentication_error', 1],
    ['validation_error', 1],
    ['permission_error', 1],
    ['not_found', 1],
    ['conflict', 1],
    ['protocol_error', 1],
    ['too_large', 1],
    ['cancelled', 1],
    ['circuit_open', 1],
    ['configuration_error', 1],
    ['storage_error', 1],
    ['internal_error', 1],
  ] as const)('a %s is sent %i time(s)', async (category, calls) => {
    const { run, stops } = setUp();
    const work = failing([new IntegrationError(category, 'No.')]);
    await run(work);
    expect(work.calls()).toBe(calls);
    expect(stops()).toEqual(calls === 1 ? ['error'] : []);
  });

  it('lets the error’s own word win over its category', async () => {
    const { run, stops } = setUp();
    const never = failing([lost({ retryable: false })]);
    await run(never);
    expect(never.calls()).toBe(1);
    expect(stops()).toEqual(['error']);
    const once = failing([new IntegrationError('conflict', 'Again.', { retryable: true })]);
    await expect(run(once)).resolves.toBe('done');
  });

  it.each([
    ['read', 'unknown', undefined, 2],
    ['idempotent', 'unknown', undefined, 2],
    ['write', 'unknown', undefined, 1],
    ['write', 'none', undefined, 2],
    ['write', 'unknown', 'key', 2],
    ['destructive', 'unknown', undefined, 1],
    ['destructive', 'none', undefined, 2],
    ['destructive', 'unknown', 'key', 1],
  ] as const)('a lost %s with outcome %s and key %s is sent %i time(s)', async (effect, outcome, idempotencyKey, calls) => {
    const { run, stops } = setUp();
    const work = failing([lost({ outcome })]);
    await run(work, { effect, idempotencyKey });
    expect(work.calls()).toBe(calls);
    expect(stops()).toEqual(calls === 1 ? ['effect'] : []);
  });

  it('repeats a stream before its first chunk, not after', async () => {
    for (const [started, calls] of [
      [false, 2],
      [true, 1],
    ] as const) {
      const { run, stops } = setUp();
      const work = failing(1);
      await run(work, { stream: { started, idleMs: null, onActivity: () => () => undefined } });
      expect(work.calls()).toBe(calls);
      expect(stops()).toEqual(started ? ['effect'] : []);
    }
  });
});

describe('retry: back-off', () => {
  it('waits a share by chance of a doubling delay, and not a millisecond less', async () => {
    const { clock, policy, waits } = setUp({ baseMs: 100 }, 0.5);
    const work = failing(3);
    const answer = policy(work.run, testCall());
    for (const ms of [50, 100, 200]) {
      const before = work.calls();
      await clock.advance(ms - 1);
      expect(work.calls()).toBe(before);
      await clock.advance(1);
      expect(work.calls()).toBe(before + 1);
    }
    await expect(answer).resolves.toBe('done');
    expect(waits()).toEqual([50, 100, 200]);
  });

  it('takes chance after the cap, so that the cap itself never synchronises callers', async () => {
    const chances = [0.1, 0.9, 0.5, 0.3, 0.7];
    const { run, waits } = setUp({ retries: 5, baseMs: 100, capMs: 150 }, () => chances.shift() ?? 0);
    await run(failing(5));
    expect(waits()).toEqual([10, 135, 75, 45, 105]);
  });

  it('caps the delay at half a minute unless told otherwise', async () => {
    const { run, waits } = setUp({ retries: 5, baseMs: 10_000 }, 0.5);
    await run(failing(5));
    expect(waits()).toEqual([5000, 10_000, 15_000, 15_000, 15_000]);
  });

  it('may come back at once', async () => {
    const { run, waits } = setUp({}, 0);
    await expect(run(failing(3))).resolves.toBe('done');
    expect(waits()).toEqual([0, 0, 0]);
  });

  it('no NaN or Infinity in any delay, whatever the other side says', async () => {
    for (const retryAfterMs of [Number.NaN, -1, -Infinity, Infinity, 0, 1e300]) {
      const { run, waits } = setUp({ retries: 5, capMs: Number.MAX_VALUE }, 0.999);
      await run(failing([lost({ retryAfterMs }), lost(), lost(), lost(), lost()]));
      for (const ms of waits()) expect(Number.isFinite(ms)).toBe(true);
    }
  });

  it('takes what is not a wait for no word at all', async () => {
    const { run, waits } = setUp({}, 0.5);
    await run(failing([lost({ retryAfterMs: 0 }), lost({ retryAfterMs: -5 })]));
    expect(waits()).toEqual([500, 1000]);
  });

  it('waits as long as the other side asked, with a share of the base on top', async () => {
    const { clock, policy, waits } = setUp({ baseMs: 1000 }, 0.25);
    const work = failing([lost({ retryAfterMs: 5000 }), lost({ retryAfterMs: 10 })]);
    const answer = policy(work.run, testCall());
    await clock.advance(5249);
    expect(work.calls()).toBe(1);
    await clock.advance(1);
    expect(work.calls()).toBe(2);
    await clock.advance(260);
    await expect(answer).resolves.toBe('done');
    expect(waits()).toEqual([5250, 260]);
  });

  it('fails at once when the other side asks for more than an hour', async () => {
    const { run, stops, waits } = setUp({}, 0);
    await expect(run(failing([lost({ retryAfterMs: 3_600_000 })]))).resolves.toBe('done');
    expect(waits()).toEqual([3_600_000]);
    const error = lost({ retryAfterMs: 3_600_001 });
    await expect(run(failing([error]))).resolves.toBe(error);
    expect(stops()).toEqual(['deadline']);
  });

  it('takes another longest wait', async () => {
    const { run, stops } = setUp({ longestWaitMs: 100 });
    await run(failing([lost({ retryAfterMs: 100 })]));
    expect(stops()).toEqual([]);
    await run(failing([lost({ retryAfterMs: 101 })]));
    expect(stops()).toEqual(['deadline']);
  });

  it('does not begin a wait that cannot end before the deadline', async () => {
    for (const [deadlineAt, calls] of [
      [501, 2],
      [500, 1],
      [undefined, 2],
    ] as const) {
      const { run, stops, clock } = setUp({ retries: 1 }, 0.5);
      const work = failing(1);
      const answer = await run(work, { deadlineAt }, 500);
      expect(work.calls()).toBe(calls);
      expect(answer).toEqual(calls === 2 ? 'done' : lost());
      expect(stops()).toEqual(calls === 2 ? [] : ['deadline']);
      expect(clock.pending).toBe(0);
    }
  });
});

describe('retry: abort', () => {
  it('returns at once when aborted during back-off, and leaves neither timer nor listener', async () => {
    const { clock, policy } = setUp({ baseMs: 60_000, capMs: 60_000 });
    const { signal, abort, listeners } = countedSignal();
    const work = failing(1);
    let settled = false;
    const answer = policy(work.run, testCall({ signal })).catch((error: unknown) => error);
    void answer.then(() => (settled = true));
    await settle();
    expect(listeners()).toBe(1);
    expect(clock.pending).toBe(1);
    expect(settled).toBe(false);
    abort();
    await settle();
    expect(settled).toBe(true);
    expect(await answer).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(work.calls()).toBe(1);
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('says in a cancel that an attempt before it may have arrived, during the back-off and after it', async () => {
    const { clock, policy } = setUp({ baseMs: 100 });
    const write = { effect: 'write', idempotencyKey: 'key' } as const;
    const unknown = lost({ outcome: 'unknown' });
    const first = countedSignal();
    const inBackOff = policy(failing([unknown, unknown]).run, testCall({ ...write, signal: first.signal }));
    await settle();
    first.abort();
    await expect(inBackOff).rejects.toMatchObject({ category: 'cancelled', outcome: 'unknown', attempts: 1 });
    const second = countedSignal();
    let attempts = 0;
    const inWork = policy(
      (call) => {
        attempts += 1;
        if (attempts === 1) return Promise.reject(unknown);
        return clock.sleep(1000, call.signal).then(() => 'never');
      },
      testCall({ ...write, signal: second.signal }),
    );
    await clock.advance(100);
    expect(attempts).toBe(2);
    second.abort();
    await expect(inWork).rejects.toMatchObject({ category: 'cancelled', outcome: 'unknown', attempts: 2 });
  });

  it('repeats a write on nobody’s silence: only where it is said that it never arrived', async () => {
    const { run } = setUp();
    for (const effect of ['write', 'destructive'] as const) {
      const work = failing([new IntegrationError('service_unavailable', 'Down.', { statusCode: 504 })]);
      await expect(run(work, { effect })).resolves.toMatchObject({ category: 'service_unavailable', outcome: 'unknown' });
      expect(work.calls()).toBe(1);
    }
  });

  it('tells of the attempt that was sent when the next one did not get its turn', async () => {
    const { run } = setUp();
    const refused = new IntegrationError('overloaded', 'Nothing was sent.', { retryable: false });
    const sent = lost({ outcome: 'unknown' }, 'Lost on the way.');
    await expect(run(failing([sent, refused]))).resolves.toMatchObject({
      category: 'network_error',
      message: 'Lost on the way.',
      outcome: 'unknown',
      attempts: 2,
    });
  });

  it('takes a person’s “try now” for the first attempt only', async () => {
    const { run } = setUp();
    const work = failing(2);
    await run(work, { probe: true });
    expect(work.seen.map(({ probe }) => probe)).toEqual([true, undefined, undefined]);
  });

  it('says what ended the back-off: a parent’s deadline is not a cancel', async () => {
    const { policy } = setUp();
    const { signal, abort } = countedSignal();
    const answer = policy(failing(1).run, testCall({ signal }));
    const reason = new IntegrationError('timeout_error', 'Too late.');
    await settle();
    abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('does not begin when it is aborted already', async () => {
    const { policy, env } = setUp();
    const work = failing(0);
    await expect(policy(work.run, testCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ category: 'cancelled' });
    expect(work.calls()).toBe(0);
    expect(env.events).toEqual([]);
  });

  it('removes its listener after each sleep', async () => {
    const { clock, policy } = setUp({ retries: 5 });
    const { signal, listeners } = countedSignal();
    const seen: number[] = [];
    const work = failing(5);
    const answer = policy((call) => {
      seen.push(listeners());
      return work.run(call);
    }, testCall({ signal }));
    await clock.advance(100_000);
    await expect(answer).resolves.toBe('done');
    expect(seen).toEqual([0, 0, 0, 0, 0, 0]);
    expect(listeners()).toBe(0);
  });
});

describe('retry: budget', () => {
  it('spends one for each retry and stops when it is spent', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock, 0);
    const budget = new RetryBudget(clock, { capacity: 2, perSuccess: 0, perMinute: 0 });
    const policy = retry(env, { retries: 5, budget });
    const work = failing(9);
    const answer = policy(work.run, testCall()).catch((error: unknown) => error);
    await clock.advance(1);
    expect(await answer).toMatchObject({ attempts: 3 });
    expect(work.calls()).toBe(3);
    expect(env.of('retry_stopped')).toEqual([{ type: 'retry_stopped', reason: 'budget' }]);
  });

  it('gets something back for each success, retried or not', async () => {
    const clock = new ManualClock();
    const budget = new RetryBudget(clock, { capacity: 1, perSuccess: 0.5, perMinute: 0 });
    const policy = retry(testEnv(clock, 0), { retries: 1, budget });
    const attempt = async (failures: number): Promise<unknown> => {
      const answer = policy(failing(failures).run, testCall()).catch((error: unknown) => error);
      await clock.advance(1);
      return answer;
    };
    // One spent, half of it given back by the success that followed.
    expect(await attempt(1)).toBe('done');
    expect(await attempt(1)).toMatchObject({ category: 'network_error' });
    expect(await attempt(0)).toBe('done');
    expect(await attempt(1)).toBe('done');
  });

  it('is not spent on what would not be repeated anyway', async () => {
    const clock = new ManualClock();
    const budget = new RetryBudget(clock, { capacity: 1, perSuccess: 0, perMinute: 0 });
    const policy = retry(testEnv(clock, 0), { retries: 1, budget });
    const attempt = async (error: IntegrationError, call: Partial<Call> = {}): Promise<unknown> => {
      const answer = policy(failing([error]).run, testCall(call)).catch((thrown: unknown) => thrown);
      await clock.advance(1);
      return answer;
    };
    await attempt(new IntegrationError('validation_error', 'Wrong.'));
    await attempt(lost({ outcome: 'unknown' }), { effect: 'write' });
    await attempt(lost({ retryAfterMs: 1e9 }));
    await attempt(lost(), { deadlineAt: 0 });
    expect(budget.take()).toBe(true);
    expect(budget.take()).toBe(false);
  });
});
