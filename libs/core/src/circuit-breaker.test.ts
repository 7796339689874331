import { describe, expect, it } from 'vitest';
import { CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
import type { Admission } from './admission.ts';
import type { Call } from './call.ts';
import { Env } from './env.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv, type Deferred } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const down = (message = 'Down.'): IntegrationError => new IntegrationError('service_unavailable', message);

function setUp(options: CircuitBreakerOptions = {}, random = 0) {
  const clock = new ManualClock();
  const env = testEnv(clock, random);
  const breaker = new CircuitBreaker(env, options);
  const succeed = (call: Partial<Call> = {}): Promise<string> => breaker.policy(() => Promise.resolve('done'), testCall(call));
  /** The error that the caller gets. */
  const fail = async (error: unknown = down(), call: Partial<Call> = {}): Promise<unknown> =>
    breaker
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- any error is a case
      .policy(() => Promise.reject(error), testCall(call))
      .catch((thrown: unknown) => thrown);
  /** Opens the circuit with as many failures as it takes. */
  const trip = async (failures = 5): Promise<void> => {
    for (let time = 0; time < failures; time += 1) await fail();
    expect(breaker.report().state).toBe('open');
  };
  /** A call that ends when told. */
  const begin = (changes: Partial<Call> = {}): { readonly work: Deferred<string>; readonly answer: Promise<unknown> } => {
    const work = deferred<string>();
    const answer = breaker.policy(() => work.promise, testCall(changes)).catch((error: unknown) => error);
    return { work, answer };
  };
  return { clock, env, breaker, succeed, fail, trip, begin };
}

describe('CircuitBreaker: options', () => {
  it.each<[CircuitBreakerOptions, string]>([
    [{ failures: 0 }, 'failures must be a whole number from 1 to 10, got 0'],
    [{ failures: 11 }, 'failures must be a whole number from 1 to 10, got 11'],
    [{ failures: 2.5 }, 'failures must be a whole number from 1 to 10, got 2.5'],
    [{ slowMs: 0 }, 'slowMs must be above 0, got 0'],
    [{ openMs: 0 }, 'openMs must be above 0, got 0'],
    [{ openMs: Number.NaN }, 'openMs must be above 0, got NaN'],
    [{ openMs: 2000, longestOpenMs: 1999 }, 'longestOpenMs must be at least 2000, got 1999'],
    [{ jitter: -0.1 }, 'jitter must be from 0 to 1, got -0.1'],
    [{ jitter: 1.1 }, 'jitter must be from 0 to 1, got 1.1'],
    [{ probeMs: 0 }, 'probeMs must be above 0, got 0'],
    [{ ratio: { threshold: 0 } }, 'ratio.threshold must be above 0, got 0'],
    [{ ratio: { threshold: 1.01 } }, 'ratio.threshold must be from 0 to 1, got 1.01'],
    [{ ratio: { threshold: 0.5, minimum: 0 } }, 'ratio.minimum must be a whole number of at least 1, got 0'],
    [{ ratio: { threshold: 0.5, windowMs: 0 } }, 'ratio.windowMs must be above 0, got 0'],
  ])('refuses %j', (options, message) => {
    expect(() => setUp(options)).toThrow(new RangeError(message));
  });

  it.each<CircuitBreakerOptions>([
    { failures: 1, jitter: 0, ratio: { threshold: 1, minimum: 1 } },
    { failures: 10, jitter: 1, openMs: 700_000 },
    { openMs: 5, longestOpenMs: 5 },
  ])('takes %j', (options) => {
    expect(() => setUp(options)).not.toThrow();
  });
});

describe('CircuitBreaker: its own word on who is to blame', () => {
  it('decides what counts, closed and half-open', async () => {
    let blamed = false;
    const { clock, breaker, fail, trip } = setUp({ failures: 2, blames: ({ category }) => blamed && category === 'service_unavailable' });
    await fail();
    await fail();
    await fail();
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
    blamed = true;
    await fail(new IntegrationError('network_error', 'Lost.'));
    expect(breaker.report().failuresInARow).toBe(0);
    await trip(2);
    await clock.advance(60_000);
    blamed = false;
    await fail();
    // The probe proved nothing, so the next call is one.
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 0 });
  });
});

describe('CircuitBreaker: closed', () => {
  it('passes result and error on unchanged', async () => {
    const { succeed, fail, breaker } = setUp();
    await expect(succeed()).resolves.toBe('done');
    const error = down();
    expect(await fail(error)).toBe(error);
    expect(breaker.report()).toEqual({ state: 'closed', retryInMs: 0, failuresInARow: 1, lastFailure: 'Down.' });
  });

  it('turns what is thrown before there is a promise into a rejection', async () => {
    const { breaker } = setUp();
    const thrower = (): Promise<never> => {
      throw new RangeError('mine');
    };
    await expect(breaker.policy(thrower, testCall())).rejects.toThrow(new RangeError('mine'));
  });

  it('opens with the fifth failure in a row, for a minute', async () => {
    const { fail, breaker, env } = setUp();
    for (let time = 1; time <= 4; time += 1) {
      await fail();
      expect(breaker.report()).toMatchObject({ state: 'closed', retryInMs: 0, failuresInARow: time });
    }
    expect(env.events).toEqual([]);
    await fail();
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: 60_000, failuresInARow: 5, lastFailure: 'Down.' });
    expect(env.events).toEqual([{ type: 'circuit_opened', ms: 60_000 }]);
  });

  it('starts counting anew with each success', async () => {
    const { fail, succeed, breaker } = setUp({ failures: 2 });
    await fail();
    await succeed();
    expect(breaker.report().failuresInARow).toBe(0);
    await fail();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it.each(['network_error', 'timeout_error', 'service_unavailable', 'protocol_error'] as const)('counts a %s', async (category) => {
    const { fail, breaker } = setUp({ failures: 1 });
    await fail(new IntegrationError(category, 'Lost.'));
    expect(breaker.report()).toMatchObject({ state: 'open', lastFailure: 'Lost.' });
  });

  it('does not count cancels, 4xx and bulkhead rejections, nor does it take them for successes', async () => {
    const neutral = [
      'cancelled',
      'validation_error',
      'authentication_error',
      'permission_error',
      'not_found',
      'conflict',
      'too_large',
      'rate_limit_error',
      'overloaded',
      'configuration_error',
      'storage_error',
      'internal_error',
    ] as const;
    const { fail, breaker, env } = setUp({ failures: 2, ratio: { threshold: 0.1, minimum: 2 } });
    await fail();
    for (const category of neutral) await fail(new IntegrationError(category, 'Neutral.'));
    for (const foreign of [new TypeError('bug'), 'text', null]) expect(await fail(foreign)).toBe(foreign);
    expect(breaker.report()).toEqual({ state: 'closed', retryInMs: 0, failuresInARow: 1, lastFailure: 'Down.' });
    expect(env.events).toEqual([]);
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('does not begin a call that is aborted already', async () => {
    const { breaker } = setUp();
    let begun = false;
    const work = (): Promise<string> => {
      begun = true;
      return Promise.resolve('done');
    };
    await expect(breaker.policy(work, testCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ category: 'cancelled' });
    expect(begun).toBe(false);
  });

  it('aborts each call through its own signal: it hands the signal on and listens to none while closed', async () => {
    const { breaker } = setUp();
    const { signal, listeners } = countedSignal();
    let seen: AbortSignal | undefined;
    const answer = breaker.policy((call) => {
      seen = call.signal;
      return Promise.resolve(listeners());
    }, testCall({ signal }));
    expect(seen).toBe(signal);
    await expect(answer).resolves.toBe(0);
  });

  it('owns no timer', async () => {
    const { clock, fail, begin, breaker } = setUp({ failures: 1, ratio: { threshold: 0.5 } });
    await fail();
    expect(clock.pending).toBe(0);
    await clock.advance(60_000);
    begin();
    expect(breaker.report().state).toBe('half_open');
    expect(clock.pending).toBe(0);
  });
});

describe('CircuitBreaker: slow calls', () => {
  it('counts a success that took longer than allowed, not one that took just as long', async () => {
    const { clock, begin, breaker, env } = setUp({ failures: 2, slowMs: 1500 });
    const slow = async (ms: number): Promise<void> => {
      const { work, answer } = begin();
      await clock.advance(ms);
      work.resolve('done');
      expect(await answer).toBe('done');
    };
    await slow(1501);
    expect(breaker.report()).toMatchObject({ failuresInARow: 1, lastFailure: 'It took longer than 1500 ms.' });
    await slow(1500);
    expect(breaker.report().failuresInARow).toBe(0);
    await slow(1501);
    await slow(1501);
    expect(breaker.report().state).toBe('open');
    expect(env.of('circuit_opened')).toHaveLength(1);
  });

  it('opens again after a slow probe', async () => {
    const { clock, begin, trip, breaker } = setUp({ slowMs: 10 });
    await trip();
    await clock.advance(60_000);
    const { work, answer } = begin();
    await clock.advance(11);
    work.resolve('done');
    expect(await answer).toBe('done');
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 120_000 });
  });

  it('lets slow calls be unless told otherwise', async () => {
    const { clock, begin, breaker } = setUp({ failures: 1 });
    const { work, answer } = begin();
    await clock.advance(86_400_000);
    work.resolve('done');
    await answer;
    expect(breaker.report().failuresInARow).toBe(0);
  });

  it('never calls a stream slow, which has only much to tell', async () => {
    const { clock, begin, breaker } = setUp({ failures: 1, slowMs: 10 });
    const { work, answer } = begin({ stream: { started: true, idleMs: null, onActivity: () => () => undefined } });
    await clock.advance(60_000);
    work.resolve('done');
    await answer;
    expect(breaker.report().state).toBe('closed');
  });
});

describe('CircuitBreaker: share of failures', () => {
  it('opens at the share, once the window holds enough calls', async () => {
    const { fail, succeed, breaker } = setUp({ failures: 10, ratio: { threshold: 0.5, minimum: 6 } });
    for (let pair = 0; pair < 2; pair += 1) {
      await succeed();
      await fail();
    }
    await succeed();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('stays closed below the share', async () => {
    const { fail, succeed, breaker } = setUp({ failures: 10, ratio: { threshold: 0.5, minimum: 2 } });
    await succeed();
    await succeed();
    await fail();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('asks for ten calls unless told otherwise', async () => {
    const { fail, succeed, breaker } = setUp({ failures: 10, ratio: { threshold: 0.1 } });
    for (let time = 0; time < 8; time += 1) await succeed();
    await fail();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('does not look at the share unless told', async () => {
    const { fail, succeed, breaker } = setUp({ failures: 10 });
    for (let time = 0; time < 50; time += 1) {
      for (let failure = 0; failure < 9; failure += 1) await fail();
      await succeed();
    }
    expect(breaker.report().state).toBe('closed');
  });

  it('counts slow calls into the window', async () => {
    const { clock, begin, breaker } = setUp({ failures: 10, slowMs: 10, ratio: { threshold: 1, minimum: 2 } });
    const calls = [begin(), begin()];
    await clock.advance(11);
    for (const { work, answer } of calls) {
      work.resolve('done');
      await answer;
    }
    expect(breaker.report().state).toBe('open');
  });

  it('expires the whole window after idleness', async () => {
    const { clock, fail, succeed, breaker } = setUp({ failures: 10, ratio: { threshold: 0.5, minimum: 4 } });
    for (let time = 0; time < 3; time += 1) {
      await fail();
      await succeed();
      await fail();
      await clock.advance(60_000);
    }
    await fail();
    expect(breaker.report().state).toBe('closed');
  });

  it('takes a window of another length', async () => {
    const { clock, fail, breaker } = setUp({ failures: 10, ratio: { threshold: 0.5, minimum: 2, windowMs: 120_000 } });
    await fail();
    await clock.advance(100_000);
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('begins with an empty window once it has closed again', async () => {
    const { clock, fail, succeed, breaker } = setUp({ failures: 10, openMs: 10, ratio: { threshold: 0.5, minimum: 3 } });
    for (let time = 0; time < 3; time += 1) await fail();
    await clock.advance(10);
    await succeed();
    await fail();
    await fail();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().state).toBe('open');
  });
});

describe('CircuitBreaker: open', () => {
  it('fails at once, sends nothing, and says when the next try is possible and what failed last', async () => {
    const { clock, trip, breaker } = setUp();
    await trip();
    await clock.advance(15_500);
    let begun = false;
    const work = (): Promise<string> => {
      begun = true;
      return Promise.resolve('done');
    };
    await expect(breaker.policy(work, testCall())).rejects.toMatchObject({
      category: 'circuit_open',
      retryable: false,
      retryAfterMs: 44_500,
      message: 'It failed again and again, so nothing is sent for now. The next try is possible in 45 s. The last failure: Down.',
    });
    expect(begun).toBe(false);
    expect(breaker.report().retryInMs).toBe(44_500);
  });

  it('lets the next call through at the very millisecond, not one before', async () => {
    const { clock, trip, succeed, breaker } = setUp();
    await trip();
    await clock.advance(59_999);
    await expect(succeed()).rejects.toMatchObject({ category: 'circuit_open', retryAfterMs: 1 });
    await clock.advance(1);
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 0 });
    await expect(succeed()).resolves.toBe('done');
    expect(breaker.report()).toEqual({ state: 'closed', retryInMs: 0, failuresInARow: 0, lastFailure: 'Down.' });
  });

  it('is not moved by a step of the wall clock', async () => {
    const { clock, trip, succeed, breaker } = setUp();
    await trip();
    clock.stepWall(86_400_000);
    await expect(succeed()).rejects.toMatchObject({ category: 'circuit_open' });
    clock.stepWall(-2 * 86_400_000);
    expect(breaker.report().retryInMs).toBe(60_000);
    await clock.advance(60_000);
    await expect(succeed()).resolves.toBe('done');
  });

  it('may be tried at once after a night’s sleep', async () => {
    const { clock, trip, succeed } = setUp();
    await trip();
    await clock.asleep(28_800_000);
    await expect(succeed()).resolves.toBe('done');
  });

  it('ignores late results of an older generation', async () => {
    const { clock, trip, begin, breaker } = setUp({ ratio: { threshold: 1, minimum: 1 } });
    const early = [begin(), begin(), begin(), begin()];
    await trip(1);
    early[0]?.work.resolve('late');
    early[1]?.work.reject(down('Late.'));
    await settle();
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: 60_000, failuresInARow: 1, lastFailure: 'Down.' });
    // In the half-open state, too, only the probe has a say.
    await clock.advance(60_000);
    const probe = begin();
    early[2]?.work.resolve('late');
    early[3]?.work.reject(down('Late.'));
    await settle();
    expect(breaker.report()).toMatchObject({ state: 'half_open', failuresInARow: 1, lastFailure: 'Down.' });
    probe.work.resolve('done');
    await settle();
    expect(breaker.report().state).toBe('closed');
    await expect(Promise.all(early.map(({ answer }) => answer))).resolves.toMatchObject([
      'late',
      { message: 'Late.' },
      'late',
      { message: 'Late.' },
    ]);
  });

  it('ignores results from before it opened and closed again', async () => {
    const { clock, trip, begin, succeed, breaker } = setUp({ failures: 2 });
    const early = begin();
    await trip(2);
    await clock.advance(60_000);
    await succeed();
    early.work.reject(down('Late.'));
    await early.answer;
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0, lastFailure: 'Down.' });
  });

  it('doubles the time open with each probe that fails, up to the cap, and begins anew after a success', async () => {
    const { clock, trip, fail, succeed, breaker, env } = setUp({ openMs: 1000, longestOpenMs: 5000 });
    await trip();
    for (const ms of [1000, 2000, 4000, 5000, 5000]) {
      expect(breaker.report().retryInMs).toBe(ms);
      await clock.advance(ms);
      await fail();
    }
    await clock.advance(5000);
    await succeed();
    await trip();
    expect(env.of('circuit_opened').map(({ ms }) => ms)).toEqual([1000, 2000, 4000, 5000, 5000, 5000, 1000]);
    expect(breaker.report().failuresInARow).toBe(5);
  });

  it('grows to ten minutes unless told otherwise, or to the time open where that is longer', async () => {
    for (const [options, longest] of [
      [{}, 600_000],
      [{ openMs: 700_000 }, 700_000],
    ] as const) {
      const { clock, trip, fail, breaker } = setUp(options);
      await trip();
      for (let time = 0; time < 6; time += 1) {
        await clock.advance(breaker.report().retryInMs ?? 0);
        await fail();
      }
      expect(breaker.report().retryInMs).toBe(longest);
    }
  });

  it('adds a tenth of chance to the time open, above the cap too', async () => {
    const { clock, trip, fail, breaker } = setUp({ openMs: 1000, longestOpenMs: 1000 }, 0.5);
    await trip();
    expect(breaker.report().retryInMs).toBe(1050);
    await clock.advance(1050);
    await fail();
    expect(breaker.report().retryInMs).toBe(1050);
    const wide = setUp({ openMs: 1000, jitter: 1 }, 0.5);
    await wide.trip();
    expect(wide.breaker.report().retryInMs).toBe(1500);
  });

  it('yields no NaN or Infinity in any delay, however often it opened', async () => {
    const { clock, breaker, fail } = setUp();
    expect(breaker.restore({ failuresInARow: 0, timesOpened: 5000, openUntil: clock.wallNow() })).toBe(true);
    await fail();
    expect(breaker.report().retryInMs).toBe(600_000);
  });
});

describe('CircuitBreaker: half-open', () => {
  it('fails 500 waiters fast while one probe is out, with the time that the probe has left', async () => {
    const { clock, trip, begin, succeed, breaker, env } = setUp({ probeMs: 30_000 });
    await trip();
    await clock.advance(60_000);
    const probe = begin();
    await clock.advance(10_000);
    const waiters = await Promise.all(Array.from({ length: 500 }, () => succeed().catch((error: unknown) => error)));
    for (const waiter of waiters) expect(waiter).toMatchObject({ category: 'circuit_open', retryAfterMs: 20_000 });
    expect(breaker.report()).toMatchObject({ state: 'half_open', retryInMs: 20_000 });
    expect(env.of('circuit_probe')).toHaveLength(1);
    probe.work.resolve('done');
    expect(await probe.answer).toBe('done');
    await expect(succeed()).resolves.toBe('done');
    expect(env.events.map(({ type }) => type)).toEqual(['circuit_opened', 'circuit_probe', 'circuit_closed']);
  });

  it('lets exactly one of many go that come at the same moment', async () => {
    const { clock, trip, begin } = setUp();
    await trip();
    await clock.advance(60_000);
    const calls = Array.from({ length: 20 }, () => begin());
    await settle();
    for (const { work } of calls) work.resolve('done');
    const answers = await Promise.all(calls.map(({ answer }) => answer));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(answers[0]).toBe('done');
  });

  it('opens for longer when the probe fails', async () => {
    const { clock, trip, fail, breaker, env } = setUp();
    await trip();
    await clock.advance(60_000);
    const error = down('Still down.');
    expect(await fail(error)).toBe(error);
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: 120_000, failuresInARow: 6, lastFailure: 'Still down.' });
    expect(env.of('circuit_opened')).toEqual([
      { type: 'circuit_opened', ms: 60_000 },
      { type: 'circuit_opened', ms: 120_000 },
    ]);
  });

  it.each([
    ['is the caller’s own mistake', new IntegrationError('not_found', 'Gone.')],
    ['is a bug', new TypeError('bug')],
  ])('frees the probe when what it throws %s, and neither opens nor closes', async (_, error) => {
    const { clock, trip, begin, breaker, env } = setUp();
    await trip();
    await clock.advance(60_000);
    const first = begin();
    first.work.reject(error);
    expect(await first.answer).toBe(error);
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: 0, failuresInARow: 5, lastFailure: 'Down.' });
    const second = begin();
    second.work.resolve('done');
    expect(await second.answer).toBe('done');
    expect(env.events.map(({ type }) => type)).toEqual(['circuit_opened', 'circuit_probe', 'circuit_probe', 'circuit_closed']);
  });

  it('frees the probe when it throws before there is a promise', async () => {
    const { clock, trip, breaker, succeed } = setUp();
    await trip();
    await clock.advance(60_000);
    const thrower = (): Promise<never> => {
      throw new RangeError('mine');
    };
    await expect(breaker.policy(thrower, testCall())).rejects.toThrow(new RangeError('mine'));
    await expect(succeed()).resolves.toBe('done');
  });

  it('frees the probe when it aborts, although its work ignores that, and its late result is ignored', async () => {
    const { clock, trip, begin, breaker } = setUp();
    await trip();
    await clock.advance(60_000);
    const { signal, abort, listeners } = countedSignal();
    const first = begin({ signal });
    expect(listeners()).toBe(1);
    abort();
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 0 });
    const second = begin();
    expect(breaker.report().state).toBe('half_open');
    first.work.reject(down('Late.'));
    await first.answer;
    expect(listeners()).toBe(0);
    expect(breaker.report()).toMatchObject({ state: 'half_open', failuresInARow: 5, lastFailure: 'Down.' });
    second.work.resolve('done');
    await second.answer;
    expect(breaker.report().state).toBe('closed');
  });

  it('leaves the place of a probe whose caller gives up, by a limit of its own too, to another', async () => {
    const { clock, trip, begin, breaker } = setUp();
    await trip();
    await clock.advance(60_000);
    const { signal, abort } = countedSignal();
    begin({ signal });
    abort(new IntegrationError('timeout_error', 'Too late.'));
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: 0, failuresInARow: 5, lastFailure: 'Down.' });
  });

  it('counts as slow what the work took, not what it waited for its turn', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock);
    const breaker = new CircuitBreaker(env, { slowMs: 100, failures: 1 });
    const waits =
      (ms: number, works: number) =>
      async (call: Call): Promise<string> => {
        await clock.sleep(ms);
        call.begun?.();
        await clock.sleep(works);
        return 'done';
      };
    const patient = breaker.policy(waits(10_000, 100), testCall());
    await clock.advance(10_100);
    await expect(patient).resolves.toBe('done');
    expect(breaker.report().state).toBe('closed');
    const slow = breaker.policy(waits(10_000, 101), testCall());
    await clock.advance(10_101);
    await expect(slow).resolves.toBe('done');
    expect(breaker.report()).toMatchObject({ state: 'open', lastFailure: 'It took longer than 100 ms.' });
  });

  it('does not count failures of calls whose caller has given up, by a limit of its own too', async () => {
    const { breaker, begin } = setUp();
    for (let call = 0; call < 10; call += 1) {
      const { signal, abort } = countedSignal();
      const { work, answer } = begin({ signal });
      abort(new DOMException('too slow for me', 'TimeoutError'));
      work.reject(new IntegrationError('timeout_error', 'Too late.'));
      await answer;
    }
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
  });

  it('keeps who waits within reach when it is closed by hand: the next opening refuses them', async () => {
    const { breaker } = setUp();
    const admissions: (Admission | undefined)[] = [];
    void breaker.policy((call) => {
      admissions.push(call.admission);
      return new Promise(() => undefined);
    }, testCall());
    breaker.reset();
    expect(admissions[0]?.refusal).toBeUndefined();
    breaker.open();
    expect(admissions[0]?.refusal).toMatchObject({ category: 'circuit_open' });
  });

  it('frees the probe when it hangs, after a minute', async () => {
    const { clock, trip, begin, succeed, breaker, env } = setUp();
    await trip();
    await clock.advance(60_000);
    const hanging = begin();
    await clock.advance(59_999);
    await expect(succeed()).rejects.toMatchObject({ retryAfterMs: 1 });
    await clock.advance(1);
    expect(breaker.report()).toMatchObject({ state: 'half_open', retryInMs: 0 });
    const second = begin();
    expect(env.of('circuit_probe')).toHaveLength(2);
    // The first one's end has no say any more.
    hanging.work.resolve('done');
    await hanging.answer;
    expect(breaker.report()).toMatchObject({ state: 'half_open', retryInMs: 60_000 });
    second.work.reject(down());
    await second.answer;
    expect(breaker.report().state).toBe('open');
  });

  it('closes when a probe that took too long succeeds before another was tried', async () => {
    const { clock, trip, begin, breaker } = setUp();
    await trip();
    await clock.advance(60_000);
    const { work, answer } = begin();
    await clock.advance(120_000);
    work.resolve('done');
    await answer;
    expect(breaker.report().state).toBe('closed');
  });

  it('removes its listener from the probe’s signal, however the probe ends', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const { clock, trip, begin } = setUp();
      await trip();
      await clock.advance(60_000);
      const { signal, listeners } = countedSignal();
      const { work, answer } = begin({ signal });
      if (end === 'resolve') work.resolve('done');
      else work.reject(down());
      await answer;
      expect(listeners()).toBe(0);
    }
  });
});

describe('CircuitBreaker: a person’s “try now”', () => {
  it('is the probe before the time has come', async () => {
    const { trip, succeed, breaker, env } = setUp();
    await trip();
    await expect(succeed()).rejects.toMatchObject({ category: 'circuit_open' });
    await expect(succeed({ probe: true })).resolves.toBe('done');
    expect(breaker.report().state).toBe('closed');
    expect(env.events.map(({ type }) => type)).toEqual(['circuit_opened', 'circuit_probe', 'circuit_closed']);
  });

  it('is refused while another probe is out', async () => {
    const { trip, begin, succeed } = setUp();
    await trip();
    begin({ probe: true });
    await expect(succeed({ probe: true })).rejects.toMatchObject({ category: 'circuit_open', retryAfterMs: 60_000 });
  });

  it('takes the place of a probe that hangs', async () => {
    const { clock, trip, begin, succeed } = setUp();
    await trip();
    begin({ probe: true });
    await clock.advance(60_000);
    await expect(succeed({ probe: true })).resolves.toBe('done');
  });

  it('leaves the time open as it was when it proves nothing', async () => {
    const { clock, trip, succeed, fail, begin, breaker } = setUp();
    await trip();
    await clock.advance(1000);
    await fail(new IntegrationError('cancelled', 'Cancelled.'), { probe: true });
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 59_000 });
    const { signal, abort } = countedSignal();
    begin({ probe: true, signal });
    abort();
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 59_000 });
    await expect(succeed()).rejects.toMatchObject({ category: 'circuit_open', retryAfterMs: 59_000 });
  });

  it('leaves the time open as it was when it takes over from a hanging one and proves nothing', async () => {
    const { clock, trip, begin, fail, breaker } = setUp({ probeMs: 10 });
    await trip();
    begin({ probe: true });
    await clock.advance(10);
    await fail(new IntegrationError('not_found', 'Gone.'), { probe: true });
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: 59_990 });
  });

  it('means nothing while the circuit is closed', async () => {
    const { succeed, env } = setUp();
    await expect(succeed({ probe: true })).resolves.toBe('done');
    expect(env.events).toEqual([]);
  });
});

describe('CircuitBreaker: by hand', () => {
  it('opens until it is closed by hand: neither time nor “try now” ends it', async () => {
    const { clock, breaker, succeed, env } = setUp();
    breaker.open();
    await clock.advance(365 * 86_400_000);
    expect(breaker.report()).toEqual({ state: 'open', retryInMs: null, failuresInARow: 0, lastFailure: null });
    for (const call of [{}, { probe: true }]) {
      const refusal = await succeed(call).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        category: 'circuit_open',
        message: 'Calls to this system were switched off. Switch them on again first.',
      });
      expect(refusal).toHaveProperty('retryAfterMs', undefined);
    }
    breaker.close();
    await expect(succeed()).resolves.toBe('done');
    expect(env.events).toEqual([{ type: 'circuit_opened', ms: null }, { type: 'circuit_closed' }]);
  });

  it('names no call as the cause of a manual change, and the call of every other', async () => {
    const clock = new ManualClock();
    const reports: unknown[] = [];
    const env = new Env({ clock, random: () => 0, sink: (event, call) => reports.push([event.type, call?.correlationId]) });
    const breaker = new CircuitBreaker(env, { failures: 1 });
    breaker.open();
    breaker.close();
    await breaker.policy(() => Promise.reject(down()), testCall({ correlationId: 'a' })).catch(() => undefined);
    await breaker.policy(() => Promise.resolve(1), testCall({ correlationId: 'b', probe: true }));
    expect(reports).toEqual([
      ['circuit_opened', undefined],
      ['circuit_closed', undefined],
      ['circuit_opened', 'a'],
      ['circuit_probe', 'b'],
      ['circuit_closed', 'b'],
    ]);
  });

  it('ignores what was under way when it was opened or closed by hand', async () => {
    const { clock, breaker, begin, trip } = setUp({ failures: 1 });
    const before = begin();
    breaker.open();
    before.work.resolve('late');
    await before.answer;
    expect(breaker.report().state).toBe('open');
    breaker.close();
    await trip(1);
    await clock.advance(60_000);
    const probe = begin();
    breaker.open();
    probe.work.resolve('done');
    await probe.answer;
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: null });
    breaker.close();
    const third = begin();
    breaker.close();
    third.work.reject(down());
    await third.answer;
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 0 });
  });

  it('is not changed by what a sink does in answer to a probe', async () => {
    const clock = new ManualClock();
    const env = new Env({
      clock,
      random: () => 0,
      sink: ({ type }) => {
        if (type === 'circuit_probe') breaker.open();
      },
    });
    const breaker = new CircuitBreaker(env, { failures: 1 });
    await breaker.policy(() => Promise.reject(down()), testCall()).catch(() => undefined);
    await breaker.policy(() => Promise.resolve(1), testCall({ probe: true }));
    expect(breaker.report()).toMatchObject({ state: 'open', retryInMs: null });
  });

  it('starts counting anew, and with the first time open, after a manual close', async () => {
    const { clock, breaker, fail, trip, env } = setUp({ failures: 2 });
    await trip(2);
    await clock.advance(60_000);
    await fail();
    breaker.close();
    expect(breaker.report()).toEqual({ state: 'closed', retryInMs: 0, failuresInARow: 0, lastFailure: 'Down.' });
    await fail();
    expect(breaker.report().state).toBe('closed');
    await fail();
    expect(breaker.report().retryInMs).toBe(60_000);
    expect(env.of('circuit_closed')).toHaveLength(1);
  });

  it('reports no closing when it was closed', async () => {
    const { breaker, fail, env } = setUp();
    await fail();
    breaker.close();
    breaker.reset();
    expect(breaker.report().failuresInARow).toBe(0);
    expect(env.events).toEqual([]);
  });

  it('is as new after a reset', async () => {
    const { breaker, trip } = setUp();
    await trip();
    breaker.reset();
    expect(breaker.report()).toEqual({ state: 'closed', retryInMs: 0, failuresInARow: 0, lastFailure: null });
  });

  it('a throwing sink changes neither result nor state', async () => {
    const clock = new ManualClock();
    const env = new Env({
      clock,
      random: () => 0,
      sink: () => {
        throw new Error('sink');
      },
    });
    const breaker = new CircuitBreaker(env, { failures: 1 });
    const error = down();
    await expect(breaker.policy(() => Promise.reject(error), testCall())).rejects.toBe(error);
    expect(breaker.report().state).toBe('open');
    await expect(breaker.policy(() => Promise.resolve(7), testCall({ probe: true }))).resolves.toBe(7);
    expect(breaker.report().state).toBe('closed');
    breaker.open();
    breaker.close();
    expect(breaker.report().state).toBe('closed');
  });
});

describe('CircuitBreaker: over a restart', () => {
  it('goes on where it stopped: closed, open, half-open and switched off', async () => {
    const first = setUp({ failures: 3 });
    const snapshots = [first.breaker.snapshot()];
    await first.fail();
    await first.fail();
    snapshots.push(first.breaker.snapshot());
    await first.fail();
    await first.clock.advance(20_000);
    snapshots.push(first.breaker.snapshot());
    await first.clock.advance(40_000);
    first.begin();
    snapshots.push(first.breaker.snapshot());
    first.breaker.open();
    snapshots.push(first.breaker.snapshot());
    const start = Date.UTC(2026, 0, 1);
    expect(snapshots).toEqual([
      { failuresInARow: 0, timesOpened: 0, openUntil: null },
      { failuresInARow: 2, timesOpened: 0, openUntil: null },
      { failuresInARow: 3, timesOpened: 1, openUntil: start + 60_000 },
      { failuresInARow: 3, timesOpened: 1, openUntil: start + 60_000 },
      { failuresInARow: 3, timesOpened: 1, openUntil: 'manual' },
    ]);
    const reports = snapshots.map((snapshot) => {
      const { breaker } = setUp({ failures: 3 });
      expect(breaker.restore(JSON.parse(JSON.stringify(snapshot)))).toBe(true);
      return breaker.report();
    });
    const lastFailure = null;
    expect(reports).toEqual([
      { state: 'closed', retryInMs: 0, failuresInARow: 0, lastFailure },
      { state: 'closed', retryInMs: 0, failuresInARow: 2, lastFailure },
      { state: 'open', retryInMs: 60_000, failuresInARow: 3, lastFailure },
      { state: 'open', retryInMs: 60_000, failuresInARow: 3, lastFailure },
      { state: 'open', retryInMs: null, failuresInARow: 3, lastFailure },
    ]);
  });

  it('counts the time between the two processes, and may be tried at once when it is over', async () => {
    const { clock, breaker, succeed } = setUp();
    const wall = clock.wallNow();
    await clock.advance(5000);
    breaker.restore({ failuresInARow: 5, timesOpened: 1, openUntil: wall + 8000 });
    expect(breaker.report().retryInMs).toBe(3000);
    const refusal = await succeed().catch((error: unknown) => error);
    // What failed last is not kept.
    expect(refusal).toHaveProperty('message', 'It failed again and again, so nothing is sent for now. The next try is possible in 3 s.');
    breaker.restore({ failuresInARow: 5, timesOpened: 1, openUntil: wall + 1000 });
    expect(breaker.report().retryInMs).toBe(0);
    await expect(succeed()).resolves.toBe('done');
  });

  it('goes on growing the time open', async () => {
    const { clock, breaker, fail } = setUp();
    breaker.restore({ failuresInARow: 5, timesOpened: 2, openUntil: clock.wallNow() });
    await fail();
    expect(breaker.report().retryInMs).toBe(240_000);
  });

  it('cuts a moment that a changed clock has moved far into the future to the longest time open', () => {
    const { clock, breaker } = setUp({ openMs: 1000, longestOpenMs: 2000, jitter: 0.5 });
    breaker.restore({ failuresInARow: 5, timesOpened: 1, openUntil: clock.wallNow() + 86_400_000 });
    expect(breaker.report().retryInMs).toBe(3000);
  });

  it('does not open by itself when fewer failures are allowed than before', async () => {
    const { breaker, fail } = setUp({ failures: 2 });
    breaker.restore({ failuresInARow: 9, timesOpened: 0, openUntil: null });
    expect(breaker.report()).toMatchObject({ state: 'closed', failuresInARow: 1 });
    await fail();
    expect(breaker.report().state).toBe('open');
  });

  it('ignores what began before it was restored', async () => {
    const { clock, breaker, begin } = setUp({ failures: 1 });
    for (const openUntil of [null, 'manual', clock.wallNow() + 1000] as const) {
      breaker.close();
      const { work, answer } = begin();
      breaker.restore({ failuresInARow: 0, timesOpened: 0, openUntil });
      work.reject(down());
      await answer;
      expect(breaker.report().lastFailure).toBe(null);
    }
  });

  it.each([
    [undefined],
    [null],
    ['text'],
    [7],
    [[]],
    [{}],
    [{ failuresInARow: 1, timesOpened: 1 }],
    [{ failuresInARow: -1, timesOpened: 1, openUntil: null }],
    [{ failuresInARow: 1.5, timesOpened: 1, openUntil: null }],
    [{ failuresInARow: '1', timesOpened: 1, openUntil: null }],
    [{ failuresInARow: 1, timesOpened: -1, openUntil: null }],
    [{ failuresInARow: 1, timesOpened: Number.NaN, openUntil: null }],
    [{ failuresInARow: 1, timesOpened: 1, openUntil: Infinity }],
    [{ failuresInARow: 1, timesOpened: 1, openUntil: 'later' }],
  ])('changes nothing for %j', async (snapshot) => {
    const { breaker, trip } = setUp();
    await trip();
    const before = breaker.report();
    expect(breaker.restore(snapshot)).toBe(false);
    expect(breaker.report()).toEqual(before);
  });
});
