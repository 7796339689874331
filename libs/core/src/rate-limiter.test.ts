import { describe, expect, it } from 'vitest';
import type { Call } from './call.ts';
import { Env } from './env.ts';
import type { ErrorCategory } from './error-category.ts';
import { IntegrationError } from './integration-error.ts';
import { RateLimiter, type RateLimiterOptions, type RateLimiterSnapshot } from './rate-limiter.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const second = 1000;
const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;

/** One token each 100 ms, five at once. */
const tenASecond = { perMinute: 600, burst: 5 };

function setUp(options?: RateLimiterOptions, clock = new ManualClock()) {
  const env = testEnv(clock);
  const limiter = new RateLimiter(env, options);
  /** When each call was sent. */
  const sent: number[] = [];
  /** Resolves with the moment of sending. */
  const send = (changes: Partial<Call> = {}): Promise<number> => {
    const answer = limiter.policy(() => {
      sent.push(clock.now());
      return Promise.resolve(clock.now());
    }, testCall(changes));
    answer.catch(() => undefined);
    return answer;
  };
  const sendMany = (count: number, changes: Partial<Call> = {}): Promise<number>[] => Array.from({ length: count }, () => send(changes));
  /** How many go at once. */
  const rush = async (count: number): Promise<number> => {
    const before = sent.length;
    const callers = Array.from({ length: count }, () => countedSignal());
    for (const { signal } of callers) void send({ signal });
    for (const { abort } of callers) abort();
    await settle();
    return sent.length - before;
  };
  /** A call that the other side answers with an error. */
  const fail = async (category: ErrorCategory, retryAfterMs?: number): Promise<void> => {
    const refusal = new IntegrationError(category, 'No.', { retryAfterMs });
    await expect(limiter.policy(() => Promise.reject(refusal), testCall())).rejects.toBe(refusal);
    await settle();
  };
  /** A call that is under way until told to end. */
  const begin = (changes: Partial<Call> = {}) => {
    const work = deferred<number>();
    const answer = limiter.policy(() => work.promise, testCall(changes));
    answer.catch(() => undefined);
    return {
      answer,
      end: async () => {
        work.resolve(0);
        await settle();
      },
      fail: async (category: ErrorCategory, retryAfterMs?: number) => {
        work.reject(new IntegrationError(category, 'No.', { retryAfterMs }));
        await settle();
      },
    };
  };
  const paused = (): number[] => env.of('paused').map(({ ms }) => ms);
  return { clock, env, limiter, sent, send, sendMany, rush, fail, begin, paused };
}

/** The facts of a refusal. */
async function refusal(answer: Promise<unknown>): Promise<unknown> {
  const error: unknown = await answer.catch((reason: unknown) => reason);
  if (!(error instanceof IntegrationError)) return error;
  const { category, message, retryAfterMs, retryable } = error;
  return { category, message, retryAfterMs, retryable };
}

const usedUp = (ms: number) => ({
  category: 'rate_limit_error',
  message: `The budget of this connection is used up for now. The next call can go in ${String(Math.ceil(ms / 1000))} s; try again then.`,
  retryAfterMs: ms,
  retryable: true,
});

describe('RateLimiter: options', () => {
  it.each<[RateLimiterOptions, string]>([
    [{ perMinute: 0 }, 'perMinute must be above 0, got 0'],
    [{ perMinute: NaN }, 'perMinute must be above 0, got NaN'],
    [{ perMinute: Infinity }, 'perMinute must be above 0, got Infinity'],
    [{ burst: 0.9 }, 'burst must be at least 1, got 0.9'],
    [{ queue: -1 }, 'queue must be a whole number of at least 0, got -1'],
    [{ queue: 1.5 }, 'queue must be a whole number of at least 0, got 1.5'],
    [{ pauseMs: 0 }, 'pauseMs must be above 0, got 0'],
    [{ longestPauseMs: 59_999 }, 'longestPauseMs must be at least 60000, got 59999'],
    [{ pauseMs: 10, longestPauseMs: 9 }, 'longestPauseMs must be at least 10, got 9'],
  ])('refuses %j', (options, sentence) => {
    expect(() => setUp(options)).toThrow(new RangeError(sentence));
  });

  it('lets ten go at once and one each second without options, and keeps a thousand waiting', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp();
    void sendMany(1010);
    expect(sent).toHaveLength(10);
    expect(limiter.waiting).toBe(1000);
    await expect(send()).rejects.toMatchObject({ category: 'overloaded' });
    await clock.advance(999);
    expect(sent).toHaveLength(10);
    await clock.advance(1);
    expect(sent).toHaveLength(11);
    await clock.advance(minute);
    expect(sent).toHaveLength(71);
  });

  it('allows a sixth of a minute at once when no burst is named, and one at least', async () => {
    await expect(setUp({ perMinute: 600 }).rush(200)).resolves.toBe(100);
    await expect(setUp({ perMinute: 3 }).rush(200)).resolves.toBe(1);
    await expect(setUp({ perMinute: 3, burst: 7 }).rush(200)).resolves.toBe(7);
  });

  it('accepts a pause of its own that is longer than an hour', async () => {
    const { fail, paused } = setUp({ pauseMs: 2 * hour });
    await fail('rate_limit_error');
    expect(paused()).toEqual([2 * hour]);
  });

  it('starts with a full bucket, also where the clock has moved on since the line before', async () => {
    class TickingClock extends ManualClock {
      #reads = 0;
      override now(): number {
        this.#reads += 1;
        return super.now() + this.#reads / 1000;
      }
    }
    await expect(setUp({ perMinute: 6, burst: 5 }, new TickingClock()).rush(9)).resolves.toBe(5);
  });
});

describe('RateLimiter: the bucket', () => {
  it('fills continuously, so that no edge of a window lets twice as many pass', async () => {
    const { clock, sent, sendMany } = setUp(tenASecond);
    await clock.advance(460);
    void sendMany(5);
    await clock.advance(79);
    void sendMany(5);
    await clock.advance(1);
    expect(sent).toEqual([460, 460, 460, 460, 460]);
    await clock.advance(20);
    expect(sent.slice(5)).toEqual([560]);
    await clock.advance(10 * second);
    expect(sent.slice(5).map(Math.round)).toEqual([560, 660, 760, 860, 960]);
  });

  it('tells how long a call that came now would wait', async () => {
    const { clock, limiter, send, sendMany } = setUp(tenASecond);
    expect(limiter.waitMs).toBe(0);
    void sendMany(5);
    expect(limiter.waitMs).toBe(100);
    await clock.advance(30);
    expect(limiter.waitMs).toBeCloseTo(70);
    void send();
    void send({ cost: 3 });
    expect(limiter.waitMs).toBeCloseTo(470);
    await clock.advance(1000);
    expect(limiter.waitMs).toBe(0);
  });

  it('saves up no more than the burst, however long nobody calls, and its figures stay finite', async () => {
    const { clock, limiter, rush } = setUp(tenASecond);
    for (let week = 0; week < 52; week += 1) {
      await clock.advance(7 * day);
      expect(limiter.snapshot().tokens).toBe(5);
      await expect(rush(50)).resolves.toBe(5);
      expect(limiter.snapshot().tokens).toBe(0);
    }
    expect(clock.pending).toBe(0);
  });

  it('lets no more than the burst go when the computer wakes up', async () => {
    const { clock, limiter, sent, sendMany } = setUp(tenASecond);
    void sendMany(30);
    await clock.asleep(8 * hour);
    expect(sent).toHaveLength(10);
    expect(limiter.waiting).toBe(20);
    await clock.advance(100);
    expect(sent).toHaveLength(11);
  });

  it('does not care about the wall clock', async () => {
    const { clock, sent, sendMany } = setUp(tenASecond);
    void sendMany(7);
    clock.stepWall(-hour);
    await clock.advance(100);
    expect(sent).toHaveLength(6);
    clock.stepWall(2 * day);
    void sendMany(5);
    await clock.advance(100);
    expect(sent).toHaveLength(7);
  });

  it('goes on filling when even the monotonic clock steps back', async () => {
    const { clock, limiter, sent, sendMany } = setUp(tenASecond);
    await clock.advance(minute);
    void sendMany(5);
    await clock.advance(-hour);
    expect(limiter.waitMs).toBe(100);
    await clock.advance(100);
    void sendMany(1);
    expect(sent).toHaveLength(6);
    void sendMany(1);
    await clock.advance(100);
    expect(sent).toHaveLength(7);
  });

  it('ends a pause in time, and frees those who wait, when the monotonic clock steps back', async () => {
    const { clock, limiter, sent, send } = setUp(tenASecond);
    limiter.pause(500);
    void send();
    await clock.advance(-hour);
    void send();
    await clock.advance(499);
    expect(sent).toHaveLength(0);
    await clock.advance(1);
    expect(sent).toHaveLength(1);
    await clock.advance(100);
    expect(sent).toHaveLength(2);
  });

  it('keeps what is saved and what has trickled in when the limit changes', async () => {
    const { clock, limiter, rush, sendMany } = setUp({ perMinute: 600, burst: 10 });
    void sendMany(8);
    await clock.advance(50);
    limiter.configure({ perMinute: 60, burst: 20 });
    expect(limiter.snapshot().tokens).toBeCloseTo(2.5);
    await clock.advance(500);
    expect(limiter.snapshot().tokens).toBeCloseTo(3);
    await expect(rush(9)).resolves.toBe(3);
  });

  it('cuts what is saved to a smaller burst, and falls back to the defaults for what is not named', async () => {
    const { clock, limiter, rush } = setUp({ perMinute: 6000, burst: 100 });
    limiter.configure({ burst: 4 });
    await expect(rush(9)).resolves.toBe(4);
    await clock.advance(minute);
    limiter.configure({ perMinute: 12 });
    await expect(rush(9)).resolves.toBe(2);
    expect(limiter.waitMs).toBe(5 * second);
  });

  it('changes nothing when the new limit makes no sense', async () => {
    const { limiter, rush } = setUp(tenASecond);
    expect(() => {
      limiter.configure({ perMinute: -1 });
    }).toThrow(new RangeError('perMinute must be above 0, got -1'));
    expect(() => {
      limiter.configure({ perMinute: 6000, burst: 0 });
    }).toThrow(new RangeError('burst must be at least 1, got 0'));
    await expect(rush(9)).resolves.toBe(5);
    expect(limiter.waitMs).toBe(100);
  });

  it('lets those who wait profit from a higher limit at once', async () => {
    const { clock, limiter, sent, sendMany } = setUp({ perMinute: 60, burst: 1 });
    void sendMany(3);
    limiter.configure({ perMinute: 6000, burst: 1 });
    await clock.advance(20);
    expect(sent.map(Math.round)).toEqual([0, 10, 20]);
    expect(clock.pending).toBe(0);
  });

  it('sends away those who cannot go in time any more when the limit gets lower', async () => {
    const { clock, limiter, sendMany } = setUp({ perMinute: 60, burst: 1 });
    const [, next, late] = sendMany(3, { deadlineAt: 3 * second });
    limiter.configure({ perMinute: 30, burst: 1 });
    expect(limiter.waiting).toBe(1);
    expect(await refusal(late ?? Promise.resolve())).toEqual(usedUp(4 * second));
    await clock.advance(2 * second);
    await expect(next).resolves.toBe(2 * second);
  });
});

describe('RateLimiter: cost', () => {
  it('takes what a call costs, one where nothing is said', async () => {
    const { limiter, send } = setUp(tenASecond);
    await send({ cost: 3.5 });
    expect(limiter.snapshot().tokens).toBe(1.5);
    await send();
    expect(limiter.snapshot().tokens).toBe(0.5);
  });

  it('lets a cheap call never overtake a dear one', async () => {
    const { clock, sent, send } = setUp(tenASecond);
    await send({ cost: 3 });
    const dear = send({ cost: 4 });
    const cheap = send({ cost: 0.1 });
    expect(sent).toHaveLength(1);
    await clock.advance(200);
    await expect(dear).resolves.toBe(200);
    expect(sent).toHaveLength(2);
    await clock.advance(10);
    await expect(cheap).resolves.toBe(210);
  });

  it('waits for a full bucket when a call costs more than the burst, and pays it off afterwards', async () => {
    const { clock, limiter, sent, send } = setUp(tenASecond);
    await send({ cost: 2 });
    const big = send({ cost: 12 });
    const after = send();
    expect(limiter.waitMs).toBe(1100);
    await clock.advance(199);
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    await expect(big).resolves.toBe(200);
    expect(limiter.snapshot().tokens).toBeCloseTo(-7);
    await clock.advance(799);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    await expect(after).resolves.toBeCloseTo(1000);
    await clock.advance(10 * second);
    await expect(send({ cost: 12 })).resolves.toBeCloseTo(11_000);
  });

  it('is not misled by sums of fractions', async () => {
    const { clock, limiter, send, sendMany } = setUp({ perMinute: 60, burst: 1 });
    await Promise.all(sendMany(10, { cost: 0.1 }));
    expect(clock.now()).toBe(0);
    for (const cost of [0.1, 0.7, 0.1, 0.2, 0.3]) void send({ cost });
    await clock.advance(1500);
    expect(limiter.waiting).toBe(0);
    expect(clock.pending).toBe(0);
    await clock.advance(1000);
    expect(limiter.waitMs).toBe(0);
  });

  it('forgets what rounding has lost once nobody waits', async () => {
    const { clock, limiter, send } = setUp(tenASecond);
    await send({ cost: 5 });
    void send();
    const { signal, abort } = countedSignal();
    void send({ cost: 2e16, signal });
    abort();
    await clock.advance(100);
    expect(limiter.waiting).toBe(0);
    expect(limiter.waitMs).toBeCloseTo(100);
  });

  it('tells those who come how long it takes after those who still wait', async () => {
    const { clock, limiter, send, sendMany } = setUp(tenASecond);
    await send({ cost: 5 });
    void sendMany(3, { cost: 2 });
    expect(limiter.waitMs).toBe(700);
    await clock.advance(200);
    expect(limiter.waiting).toBe(2);
    expect(limiter.waitMs).toBeCloseTo(500);
  });

  it.each([0, -1, NaN, Infinity])('refuses a cost of %s, and the budget stays as it was', (cost) => {
    const { limiter, sent } = setUp(tenASecond);
    const call = testCall({ cost });
    expect(() => limiter.policy(() => Promise.resolve(1), call)).toThrow(new RangeError(`cost must be above 0, got ${String(cost)}`));
    expect(limiter.snapshot().tokens).toBe(5);
    expect(limiter.waiting).toBe(0);
    expect(sent).toEqual([]);
  });
});

describe('RateLimiter: those who wait', () => {
  it('go in the order in which they came, and nobody new overtakes', async () => {
    const { clock, limiter } = setUp({ perMinute: 600, burst: 1 });
    const order: number[] = [];
    const call = (id: number): void => {
      void limiter.policy(() => Promise.resolve(order.push(id)), testCall());
    };
    for (let id = 0; id < 5; id += 1) call(id);
    await clock.advance(200);
    call(5);
    await clock.advance(50);
    call(6);
    await clock.advance(1000);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are told how long, and only they', async () => {
    const { clock, env, sendMany, send } = setUp(tenASecond);
    void sendMany(5);
    expect(env.events).toEqual([]);
    void sendMany(2);
    await clock.advance(50);
    await Promise.resolve();
    void send({ cost: 2 });
    const waits = env.of('wait');
    expect(waits.map(({ reason }) => reason)).toEqual(['rate_limit', 'rate_limit', 'rate_limit']);
    expect(waits[0]?.ms).toBeCloseTo(100);
    expect(waits[1]?.ms).toBeCloseTo(200);
    expect(waits[2]?.ms).toBeCloseTo(350);
  });

  it('are told that it is a slot they wait for when there are tokens enough, and go when one is free', async () => {
    let hasRoom = true;
    let free: () => void = () => undefined;
    const bulkhead = {
      get hasRoom() {
        return hasRoom;
      },
      onFree: (listener: () => void) => {
        free = listener;
      },
    };
    const { clock, env, sent, send } = setUp({ ...tenASecond, bulkhead });
    await send();
    hasRoom = false;
    const waiting = send();
    await settle();
    expect(env.of('wait')).toEqual([{ type: 'wait', reason: 'bulkhead', ms: null }]);
    // No timer could bring a slot.
    expect([sent.length, clock.pending]).toEqual([1, 0]);
    hasRoom = true;
    free();
    await expect(waiting).resolves.toBe(0);
  });

  it('are told when their turn has come, but only who was told to wait', async () => {
    const { clock, env, send, sendMany } = setUp({ perMinute: 600, burst: 1 });
    void sendMany(2);
    const left = countedSignal();
    void send({ signal: left.signal });
    left.abort();
    await clock.advance(1000);
    expect(env.events.map(({ type }) => type)).toEqual(['wait', 'wait', 'wait_ended']);
  });

  it('are not told to wait when they are let go at once', async () => {
    const bulkhead = { hasRoom: true, onFree: () => undefined };
    const { env, sent, send } = setUp({ ...tenASecond, bulkhead });
    bulkhead.hasRoom = false;
    void send();
    // A slot that nobody has told of yet.
    bulkhead.hasRoom = true;
    void send();
    expect(sent).toHaveLength(2);
    expect(env.events.map(({ type }) => type)).toEqual(['wait', 'wait_ended']);
  });

  it('are told that it is a pause they wait for, until their turn after it', async () => {
    const { clock, env, limiter, send, sendMany } = setUp({ perMinute: 600, burst: 1 });
    await send();
    limiter.pause(2000);
    void sendMany(2);
    await clock.advance(2000);
    void send();
    await clock.advance(1000);
    expect(env.of('wait')).toEqual([
      { type: 'wait', reason: 'pause', ms: 2100 },
      { type: 'wait', reason: 'pause', ms: 2200 },
      { type: 'wait', reason: 'rate_limit', ms: 300 },
    ]);
  });

  it('are told apart by their call', async () => {
    const told: unknown[] = [];
    const env = new Env({ clock: new ManualClock(), random: () => 0, sink: (event, call) => told.push([event.type, call?.operation]) });
    const limiter = new RateLimiter(env, { burst: 1 });
    await limiter.policy(() => Promise.resolve(1), testCall());
    void limiter.policy(() => Promise.resolve(1), testCall({ operation: 'listIssues' }));
    limiter.pause(1);
    expect(told).toEqual([
      ['wait', 'listIssues'],
      ['paused', undefined],
    ]);
  });

  it('are no more than the queue holds; the next is refused and nothing of it sent', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp({ perMinute: 600, burst: 1, queue: 2 });
    void sendMany(3);
    expect(limiter.waiting).toBe(2);
    expect(await refusal(send())).toEqual({
      category: 'overloaded',
      message: 'Too much is waiting for this connection already (2 calls). Try again in a moment.',
      retryAfterMs: undefined,
      retryable: true,
    });
    await clock.advance(100);
    void send();
    expect(limiter.waiting).toBe(2);
    await clock.advance(1000);
    expect(sent).toHaveLength(4);
  });

  it('are none where the queue holds none', async () => {
    const { clock, limiter, send } = setUp({ perMinute: 600, burst: 1, queue: 0 });
    await send();
    await expect(send()).rejects.toMatchObject({ category: 'overloaded' });
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
    await clock.advance(100);
    await expect(send()).resolves.toBe(100);
  });

  it('are refused at once when their turn would not come before the deadline, to the millisecond', async () => {
    const { clock, limiter, env, sent, send, sendMany } = setUp({ perMinute: 60, burst: 1 });
    await clock.advance(5 * second);
    void sendMany(2);
    expect(await refusal(send({ deadlineAt: 7_000 }))).toEqual(usedUp(2 * second));
    expect(await refusal(send({ deadlineAt: 5_001, cost: 3 }))).toEqual(usedUp(2 * second));
    expect([limiter.waiting, sent.length, env.of('wait').length]).toEqual([1, 1, 1]);
    const justInTime = send({ deadlineAt: 7_001 });
    await clock.advance(2 * second);
    await expect(justInTime).resolves.toBe(7_000);
  });

  it('are told whole seconds in the sentence, rounded up', async () => {
    const { clock, send } = setUp({ perMinute: 60, burst: 1 });
    await send();
    await clock.advance(999);
    expect(await refusal(send({ deadlineAt: 999 }))).toMatchObject({ message: usedUp(1).message });
  });

  it('are not sent when cancelled before they came', async () => {
    const { limiter, sent, send } = setUp(tenASecond);
    const { signal, abort, listeners } = countedSignal();
    abort();
    expect(await refusal(send({ signal }))).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(sent).toEqual([]);
    expect(limiter.snapshot().tokens).toBe(5);
    expect(listeners()).toBe(0);
  });

  it('leave at once when aborted, and give their place and cost back', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp({ perMinute: 600, burst: 5, queue: 2 });
    void sendMany(5);
    const { signal, abort, listeners } = countedSignal();
    const dear = send({ cost: 4, signal });
    void send();
    expect(limiter.waitMs).toBe(600);
    expect(listeners()).toBe(1);
    abort();
    expect(listeners()).toBe(0);
    expect(limiter.waiting).toBe(1);
    expect(limiter.waitMs).toBe(200);
    await expect(dear).rejects.toMatchObject({ category: 'cancelled' });
    await clock.advance(100);
    expect(sent).toHaveLength(6);
    expect(sent.at(-1)).toBe(100);
  });

  it('reject with the reason of the abort where it is one of our errors', async () => {
    const { send, sendMany } = setUp(tenASecond);
    void sendMany(5);
    const { signal, abort } = countedSignal();
    const waiting = send({ signal });
    const reason = new IntegrationError('conflict', 'Somebody else was quicker.');
    abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('are not the other side’s fault when their time is over before their turn: nothing was sent', async () => {
    const { send, sendMany } = setUp(tenASecond);
    void sendMany(5);
    const { signal, abort } = countedSignal();
    const waiting = send({ signal });
    const reason = new IntegrationError('timeout_error', 'Too slow.');
    abort(reason);
    await expect(waiting).rejects.toMatchObject({
      category: 'overloaded',
      message: 'Its turn did not come in time, so nothing was sent. Try again in a moment.',
      retryable: false,
      outcome: 'none',
      cause: reason,
    });
  });

  it('make way at once: a cheap call goes in the moment in which the dear one before it is aborted', async () => {
    const { clock, sent, send, sendMany } = setUp(tenASecond);
    void sendMany(4);
    const { signal, abort } = countedSignal();
    void send({ cost: 3, signal });
    void send();
    expect(sent).toHaveLength(4);
    abort();
    expect(sent).toHaveLength(5);
    expect(clock.pending).toBe(0);
  });

  it('are not sent, nor charged, on the place of another one that the same signal ends', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp(tenASecond);
    void sendMany(4);
    const { signal, abort, listeners } = countedSignal();
    const waiting = [send({ cost: 3, signal }), send({ signal }), send({ cost: 0.5, signal })];
    const other = send();
    abort();
    for (const call of waiting) await expect(call).rejects.toMatchObject({ category: 'cancelled' });
    await expect(other).resolves.toBe(0);
    expect(sent).toHaveLength(5);
    expect(limiter.snapshot().tokens).toBe(0);
    expect([limiter.waiting, clock.pending, listeners()]).toEqual([0, 0, 0]);
  });

  it('are sent in the very moment of their turn, so that an abort right after it meets the work', async () => {
    const { clock, limiter, sendMany } = setUp({ perMinute: 600, burst: 1 });
    void sendMany(1);
    const { signal, abort } = countedSignal();
    const seen: boolean[] = [];
    const call = limiter.policy(
      (inner) =>
        new Promise<never>((_, reject) => {
          seen.push(inner.signal.aborted);
          inner.signal.addEventListener(
            'abort',
            () => {
              reject(new Error('work aborted'));
            },
            { once: true },
          );
        }),
      testCall({ signal }),
    );
    const outcome = expect(call).rejects.toThrow('work aborted');
    await clock.advance(100);
    abort();
    await outcome;
    expect(seen).toEqual([false]);
    expect(limiter.snapshot().tokens).toBeCloseTo(0);
  });

  it('leave when the sink aborts them while it is told that they wait', async () => {
    const { signal, abort, listeners } = countedSignal();
    const clock = new ManualClock();
    const env = new Env({
      clock,
      random: () => 0,
      sink: () => {
        abort();
      },
    });
    const limiter = new RateLimiter(env, { burst: 1 });
    await limiter.policy(() => Promise.resolve(1), testCall());
    await expect(limiter.policy(() => Promise.resolve(2), testCall({ signal }))).rejects.toMatchObject({ category: 'cancelled' });
    expect([limiter.waiting, clock.pending, listeners()]).toEqual([0, 0, 0]);
  });

  it('share one timer, which is gone with the last of them', async () => {
    const { clock, send, sendMany } = setUp(tenASecond);
    void sendMany(5);
    expect(clock.pending).toBe(0);
    const callers = [1, 2, 3, 4].map(() => countedSignal());
    for (const { signal } of callers) void send({ signal });
    expect(clock.pending).toBe(1);
    await clock.advance(100);
    expect(clock.pending).toBe(1);
    for (const { abort } of callers) abort();
    expect(clock.pending).toBe(0);
    expect(callers.map(({ listeners }) => listeners())).toEqual([0, 0, 0, 0]);
  });

  it('leave no timer and no listener when they have gone', async () => {
    const { clock, send, sendMany } = setUp(tenASecond);
    const { signal, listeners } = countedSignal();
    void sendMany(6, { signal });
    void send({ signal });
    expect(listeners()).toBe(2);
    await clock.advance(200);
    expect(listeners()).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('may call again from within their own turn', async () => {
    const { clock, limiter } = setUp({ perMinute: 600, burst: 1 });
    const order: string[] = [];
    const call = (id: string): Promise<unknown> =>
      limiter.policy(() => {
        order.push(`${id} ${String(Math.round(clock.now()))}`);
        return id.length < 4 ? call(`${id}${id.slice(-1)}`) : Promise.resolve(id);
      }, testCall());
    const all = Promise.all([call('a'), call('b')]);
    await clock.advance(700);
    expect(order).toEqual(['a 0', 'aa 100', 'b 200', 'aaa 300', 'bb 400', 'aaaa 500', 'bbb 600', 'bbbb 700']);
    await all;
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
  });

  it('may hold all callers from within their own turn, those admitted with them included', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp(tenASecond);
    void sendMany(5);
    void limiter.policy(() => {
      limiter.pause(second);
      return Promise.resolve(1);
    }, testCall());
    void sendMany(4);
    await clock.asleep(minute);
    expect(sent).toHaveLength(5);
    expect(limiter.waiting).toBe(4);
    expect(clock.pending).toBe(1);
    await clock.advance(second);
    expect(sent).toHaveLength(6);
    await expect(send({ deadlineAt: 0 })).rejects.toMatchObject({ category: 'rate_limit_error' });
  });

  it('cost the same however many they are, to add, to cancel and to release', async () => {
    class CountingClock extends ManualClock {
      uses = 0;
      override now(): number {
        this.uses += 1;
        return super.now();
      }
      override at(moment: number, callback: () => void): () => void {
        this.uses += 1;
        return super.at(moment, callback);
      }
    }
    const count = 100_000;
    const clock = new CountingClock();
    const limiter = new RateLimiter(new Env({ clock, random: () => 0, sink: () => undefined }), {
      perMinute: 60,
      burst: count,
      queue: count,
    });
    await limiter.policy(() => Promise.resolve(), testCall({ cost: count }));
    const reason = new IntegrationError('cancelled', 'Cancelled.');
    const order: number[] = [];
    const callers: AbortController[] = [];
    let cancelled = 0;
    const perCall = (uses: number): number => uses / count;
    clock.uses = 0;
    for (let id = 0; id < count; id += 1) {
      const caller = new AbortController();
      callers.push(caller);
      limiter
        .policy(() => Promise.resolve(order.push(id)), testCall({ signal: caller.signal }))
        .catch(() => {
          cancelled += 1;
        });
    }
    expect(limiter.waiting).toBe(count);
    expect(perCall(clock.uses)).toBeLessThan(10);
    clock.uses = 0;
    const half = count / 2;
    for (let turn = 0; turn < half / 4; turn += 1) {
      // From the front, from the back, and from the middle both ways.
      for (const id of [turn, count - 1 - turn, half + turn, half - 1 - turn]) callers[id]?.abort(reason);
    }
    await settle();
    expect([limiter.waiting, cancelled]).toEqual([half, half]);
    expect(perCall(clock.uses)).toBeLessThan(10);
    clock.uses = 0;
    await clock.asleep(count * second);
    expect(limiter.waiting).toBe(0);
    expect(order).toHaveLength(half);
    expect(order.every((id, index) => index === 0 || id > (order[index - 1] ?? Infinity))).toBe(true);
    expect(perCall(clock.uses)).toBeLessThan(10);
    expect(clock.pending).toBe(0);
    // A busy computer needs its time for a hundred thousand signals.
  }, 60_000);
});

describe('RateLimiter: what the work does', () => {
  it('passes values and errors on unchanged', async () => {
    const { limiter } = setUp(tenASecond);
    await expect(limiter.policy(() => Promise.resolve('value'), testCall())).resolves.toBe('value');
    const error = new Error('no luck');
    await expect(limiter.policy(() => Promise.reject(error), testCall())).rejects.toBe(error);
  });

  it('hands the call itself on', async () => {
    const { limiter } = setUp(tenASecond);
    const call = testCall({ cost: 2 });
    await expect(limiter.policy((inner) => Promise.resolve(inner), call)).resolves.toBe(call);
  });

  it('is not disturbed by work that throws at once, while nobody waits or on its turn', async () => {
    const { clock, limiter, sent, send, paused } = setUp({ perMinute: 600, burst: 1 });
    const bug = (): never => {
      throw new TypeError('a bug');
    };
    await expect(limiter.policy(bug, testCall())).rejects.toThrow(new TypeError('a bug'));
    const waiting = limiter.policy(bug, testCall());
    const outcome = expect(waiting).rejects.toThrow(new TypeError('a bug'));
    void send();
    await clock.advance(200);
    await outcome;
    expect(sent.map(Math.round)).toEqual([200]);
    expect(paused()).toEqual([]);
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
  });

  it('is the same when the sink throws', async () => {
    const clock = new ManualClock();
    const env = new Env({
      clock,
      random: () => 0,
      sink: () => {
        throw new Error('broken sink');
      },
    });
    const limiter = new RateLimiter(env, { perMinute: 600, burst: 1 });
    const answers = [1, 2].map((id) => limiter.policy(() => Promise.resolve(id), testCall()));
    limiter.pause(50);
    await clock.advance(150);
    await expect(Promise.all(answers)).resolves.toEqual([1, 2]);
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
  });
});

describe('RateLimiter: a pause', () => {
  it('holds everybody, those who wait and those who come, and ends with an almost empty bucket', async () => {
    const { clock, limiter, sent, sendMany, paused } = setUp(tenASecond);
    void sendMany(6);
    await clock.advance(50);
    limiter.pause(2 * second);
    expect(paused()).toEqual([2 * second]);
    void sendMany(6);
    expect(limiter.waitMs).toBeCloseTo(2750);
    await clock.advance(1_999);
    expect(sent).toHaveLength(5);
    await clock.advance(1);
    // Half a token was there before; the pause itself adds nothing.
    expect(sent).toHaveLength(5);
    await clock.advance(50);
    expect(sent).toHaveLength(6);
    await clock.advance(100);
    expect(sent).toHaveLength(7);
    expect(clock.pending).toBe(1);
  });

  it('leaves one token of a full bucket', async () => {
    const { clock, limiter, sent, sendMany } = setUp(tenASecond);
    limiter.pause(hour);
    void sendMany(3);
    expect(limiter.waitMs).toBe(hour + 300);
    await clock.advance(hour);
    expect(sent).toHaveLength(1);
    await clock.advance(99);
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    expect(sent).toHaveLength(2);
  });

  it('is never shortened, but may be prolonged', async () => {
    const { clock, limiter, sent, send, paused } = setUp(tenASecond);
    limiter.pause(2 * second);
    void send();
    await clock.advance(500);
    limiter.pause(second);
    limiter.pause(1500);
    await clock.advance(500);
    limiter.pause(1001);
    expect(paused()).toEqual([2 * second, 1001]);
    await clock.advance(1000);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([2001]);
  });

  it.each([0, -1, NaN, -Infinity])('of %s milliseconds is none', async (ms) => {
    const { limiter, rush, paused } = setUp(tenASecond);
    limiter.pause(ms);
    expect(paused()).toEqual([]);
    await expect(rush(9)).resolves.toBe(5);
  });

  it.each([1_000_000 * second, Infinity])('of %s milliseconds is cut to an hour, and no longer timer is set', async (ms) => {
    const { clock, limiter, sent, send, paused } = setUp(tenASecond);
    limiter.pause(ms);
    void send();
    expect(paused()).toEqual([hour]);
    await clock.advance(hour - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([hour]);
  });

  it('sends away at once those whose turn it moves beyond their deadline, and keeps the others', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp({ perMinute: 60, burst: 1 });
    void sendMany(1);
    const { signal, listeners } = countedSignal();
    const tooSoon = send({ deadlineAt: 11 * second, cost: 5, signal });
    const first = send({ deadlineAt: 11_001 });
    const inVain = send({ deadlineAt: 12 * second });
    const behind = send({ deadlineAt: 12_001 });
    limiter.pause(10 * second);
    expect(limiter.waiting).toBe(2);
    expect(listeners()).toBe(0);
    expect(await refusal(tooSoon)).toEqual(usedUp(11 * second));
    expect(await refusal(inVain)).toEqual(usedUp(12 * second));
    expect(limiter.waitMs).toBe(13 * second);
    await clock.advance(12 * second);
    await expect(first).resolves.toBe(11 * second);
    await expect(behind).resolves.toBe(12 * second);
    expect(sent).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer when it sends everybody away', async () => {
    const { clock, limiter, send, sendMany } = setUp({ perMinute: 60, burst: 1 });
    void sendMany(1);
    const waiting = send({ deadlineAt: 5 * second });
    limiter.pause(minute);
    await expect(waiting).rejects.toMatchObject({ category: 'rate_limit_error' });
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
    expect(limiter.waitMs).toBe(minute + second);
  });

  it('does not blame the budget for a deadline that was slept through', async () => {
    const { clock, limiter, send } = setUp({ ...tenASecond, bulkhead: { hasRoom: false, onFree: () => undefined } });
    const waiting = send({ deadlineAt: 1000 });
    // Before the timers of the clock run.
    clock.at(1, () => {
      limiter.configure({ perMinute: 600, burst: 5 });
    });
    await clock.asleep(5000);
    await expect(waiting).rejects.toMatchObject({ category: 'overloaded', retryable: false });
    expect(await refusal(send({ deadlineAt: clock.now() }))).toMatchObject({ category: 'overloaded', retryable: false });
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
  });

  it('refuses newcomers whose deadline is not after its end', async () => {
    const { limiter, sent, send } = setUp(tenASecond);
    limiter.pause(minute);
    expect(await refusal(send({ deadlineAt: minute }))).toEqual(usedUp(minute));
    expect(limiter.waiting).toBe(0);
    void send({ deadlineAt: minute + 1 });
    expect(limiter.waiting).toBe(1);
    expect(sent).toEqual([]);
  });
});

describe('RateLimiter: refusals by the other side', () => {
  it('hold every caller until the time that was named', async () => {
    const { clock, sent, send, fail, paused } = setUp(tenASecond);
    await fail('rate_limit_error', 2 * second);
    expect(paused()).toEqual([2 * second]);
    void send();
    await clock.advance(1_999);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([2 * second]);
  });

  it('hold every caller before the one that was refused knows of it', async () => {
    const { limiter } = setUp(tenASecond);
    const error = new IntegrationError('rate_limit_error', 'No.', { retryAfterMs: second });
    const waitMs = await limiter.policy(() => Promise.reject<number>(error), testCall()).catch(() => limiter.waitMs);
    expect(waitMs).toBe(second);
  });

  it('hold for a minute where no time was named, and twice as long each time in a row, up to an hour', async () => {
    const { clock, fail, paused } = setUp();
    for (let time = 0; time < 8; time += 1) {
      await fail('rate_limit_error');
      await clock.advance(hour);
    }
    expect(paused()).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * minute));
  });

  it('count as one when they meet calls that were under way together', async () => {
    const { clock, begin, fail, paused } = setUp(tenASecond);
    const calls = [1, 2, 3].map(() => begin());
    await calls[0]?.fail('rate_limit_error');
    await clock.advance(10);
    await calls[1]?.fail('rate_limit_error');
    await clock.advance(59_989);
    await calls[2]?.fail('rate_limit_error');
    expect(paused()).toEqual([minute]);
    await clock.advance(1);
    await fail('rate_limit_error');
    expect(paused()).toEqual([minute, 2 * minute]);
  });

  it('start anew at a minute after a success', async () => {
    const { clock, fail, send, paused } = setUp();
    await fail('rate_limit_error');
    await clock.advance(minute);
    await fail('rate_limit_error');
    await clock.advance(2 * minute + second);
    await send();
    await clock.advance(minute);
    await fail('rate_limit_error');
    expect(paused()).toEqual([minute, 2 * minute, minute]);
  });

  it('with a time named do not make the next unnamed one longer', async () => {
    const { clock, fail, paused } = setUp();
    await fail('rate_limit_error', second);
    await clock.advance(second);
    await fail('rate_limit_error');
    expect(paused()).toEqual([second, minute]);
  });

  it('of a system that is down hold everybody where it named a time, and nobody where it did not', async () => {
    const { clock, fail, paused, rush } = setUp(tenASecond);
    await fail('service_unavailable');
    expect(paused()).toEqual([]);
    await fail('service_unavailable', 3 * second);
    expect(paused()).toEqual([3 * second]);
    await clock.advance(3 * second);
    await expect(rush(9)).resolves.toBe(1);
  });

  it('that name a time that is over hold nobody', async () => {
    const { fail, paused } = setUp(tenASecond);
    await fail('rate_limit_error', 0);
    expect(paused()).toEqual([]);
  });

  it.each<ErrorCategory>(['network_error', 'timeout_error', 'overloaded', 'circuit_open', 'validation_error'])(
    'are no %s, whatever time comes with it',
    async (category) => {
      const { fail, paused } = setUp(tenASecond);
      await fail(category, minute);
      await fail(category);
      expect(paused()).toEqual([]);
    },
  );

  it('are none of our errors only in name', async () => {
    const { limiter, paused } = setUp(tenASecond);
    const foreign = Object.assign(new Error('429'), { category: 'rate_limit_error', retryAfterMs: second });
    await expect(limiter.policy(() => Promise.reject(foreign), testCall())).rejects.toBe(foreign);
    expect(paused()).toEqual([]);
  });

  it('of a call that had waited count as well', async () => {
    const { clock, limiter, send, paused } = setUp({ perMinute: 600, burst: 1 });
    void send();
    const error = new IntegrationError('rate_limit_error', 'No.', { retryAfterMs: 700 });
    const outcome = expect(limiter.policy(() => Promise.reject(error), testCall())).rejects.toBe(error);
    await clock.advance(100);
    await outcome;
    expect(paused()).toEqual([700]);
  });
});

describe('RateLimiter: what the other side says remains', () => {
  const wide = { perMinute: 60_000, burst: 1000 };

  it('is never exceeded, and forgotten when its time is over', async () => {
    const { clock, limiter, sent, rush, sendMany } = setUp(wide);
    limiter.observe({ remaining: 3, resetMs: 10 * second });
    await expect(rush(10)).resolves.toBe(3);
    expect(limiter.waitMs).toBe(10 * second);
    void sendMany(5);
    await clock.advance(9_999);
    expect(sent).toHaveLength(3);
    await clock.advance(1);
    expect(sent).toHaveLength(8);
    expect(limiter.waitMs).toBe(0);
  });

  it('counts in costs, and a call that it does not suffice for waits for the next window', async () => {
    const { clock, limiter, sent, send } = setUp(wide);
    limiter.observe({ remaining: 5, resetMs: second });
    await send({ cost: 3 });
    const dear = send({ cost: 3 });
    void send();
    expect(sent).toHaveLength(1);
    await clock.advance(second);
    await expect(dear).resolves.toBe(second);
    expect(sent).toHaveLength(3);
  });

  it('may be nothing at all, for those who wait already too', async () => {
    const { clock, limiter, sent, sendMany } = setUp(tenASecond);
    void sendMany(6);
    limiter.observe({ remaining: 0, resetMs: second });
    await clock.advance(999);
    expect(sent).toHaveLength(5);
    await clock.advance(1);
    expect(sent).toHaveLength(6);
  });

  it('sends away those who could not go before their deadline', async () => {
    const { limiter, send, sendMany } = setUp(tenASecond);
    void sendMany(5);
    const waiting = send({ deadlineAt: 500 });
    limiter.observe({ remaining: 0, resetMs: second });
    expect(await refusal(waiting)).toEqual(usedUp(second));
    expect(await refusal(send({ deadlineAt: 999 }))).toEqual(usedUp(second));
    limiter.observe({ remaining: 0, resetMs: 2 * second });
    expect(limiter.waitMs).toBe(2 * second);
  });

  it('is lowered by what is under way, except for the call that brought the answer', async () => {
    const { limiter, rush, begin } = setUp(wide);
    const calls = [begin(), begin(), begin({ cost: 2 })];
    limiter.observe({ remaining: 9, resetMs: second });
    // Four may be uncounted: two of the second call's siblings and the cost of the third beyond one.
    await expect(rush(20)).resolves.toBe(6);
    for (const call of calls) await call.end();
  });

  it('is not lowered by calls that have ended, well or badly', async () => {
    const { limiter, rush, begin } = setUp(wide);
    const [first, next, last] = [begin(), begin(), begin()];
    await first.end();
    await next.fail('network_error');
    limiter.observe({ remaining: 9, resetMs: second });
    await expect(rush(20)).resolves.toBe(9);
    await last.end();
  });

  it('is not raised when nothing is under way', async () => {
    const { limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 2, resetMs: second });
    await expect(rush(20)).resolves.toBe(2);
  });

  it('counts once where answers overtake each other within one window', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 4, resetMs: 10 * second });
    await clock.advance(300);
    limiter.observe({ remaining: 6, resetMs: 10 * second });
    await clock.advance(300);
    limiter.observe({ remaining: 5, resetMs: 9 * second });
    await expect(rush(20)).resolves.toBe(4);
  });

  it('is lower when others use the same account', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 9, resetMs: 10 * second });
    await clock.advance(second);
    limiter.observe({ remaining: 2, resetMs: 9 * second });
    await expect(rush(20)).resolves.toBe(2);
  });

  it('is not forgotten when an answer of the window before comes late', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 2, resetMs: minute });
    limiter.observe({ remaining: 0, resetMs: second });
    await expect(rush(20)).resolves.toBe(0);
    await clock.advance(second);
    await expect(rush(20)).resolves.toBe(2);
  });

  it('is not raised by an answer that took so long that it seems to tell of a new window', async () => {
    const { clock, limiter, rush, begin } = setUp(wide);
    const slow = begin();
    limiter.observe({ remaining: 0, resetMs: 10 * second });
    await clock.advance(9 * second);
    limiter.observe({ remaining: 9, resetMs: 10 * second });
    await slow.end();
    await expect(rush(20)).resolves.toBe(0);
    await clock.advance(second);
    await expect(rush(20)).resolves.toBe(9);
  });

  it('counts for an hour and for a minute where both are told in turn', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 7, resetMs: hour });
    limiter.observe({ remaining: 3, resetMs: minute });
    await expect(rush(20)).resolves.toBe(3);
    await clock.advance(minute);
    await expect(rush(20)).resolves.toBe(4);
    await clock.advance(minute);
    limiter.observe({ remaining: 3, resetMs: minute });
    await expect(rush(20)).resolves.toBe(0);
  });

  it('is taken anew when a new window begins', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 0, resetMs: 10 * second });
    await clock.advance(10 * second);
    limiter.observe({ remaining: 4, resetMs: 10 * second });
    await expect(rush(20)).resolves.toBe(4);
    await clock.advance(10 * second);
    await expect(rush(20)).resolves.toBe(20);
  });

  it('does not hold longer than a window where the window slides', async () => {
    const { clock, limiter } = setUp(wide);
    /** Ten in any ten seconds, and the reset always ten seconds away. */
    let counted: number[] = [];
    const longestWait: number[] = [];
    let refused = 0;
    let lastAt = 0;
    for (let call = 0; call < 200; call += 1) {
      const answer = limiter.policy(() => {
        const now = clock.now();
        counted = counted.filter((at) => at > now - 10 * second);
        if (counted.length >= 10) refused += 1;
        counted.push(now);
        limiter.observe({ remaining: Math.max(0, 10 - counted.length), resetMs: 10 * second });
        longestWait.push(now - lastAt);
        lastAt = now;
        return Promise.resolve(1);
      }, testCall());
      await clock.advance(500);
      if (limiter.waiting > 0) await clock.advance(10 * second);
      await answer;
    }
    expect(refused).toBe(0);
    expect(Math.max(...longestWait)).toBeLessThanOrEqual(10.5 * second);
    // Not less than half of what the other side allows.
    expect(200 / (clock.now() / second)).toBeGreaterThanOrEqual(0.5);
  });

  it('keeps no more than eight windows in mind, the last ones', async () => {
    const { limiter, rush } = setUp(wide);
    for (let told = 0; told < 9; told += 1) limiter.observe({ remaining: told, resetMs: (told + 1) * second });
    expect(limiter.snapshot().server).toHaveLength(8);
    await expect(rush(20)).resolves.toBe(1);
  });

  it('does not lose a long window to short ones that are over', async () => {
    const { clock, limiter, rush } = setUp(wide);
    limiter.observe({ remaining: 9, resetMs: hour });
    for (let told = 0; told < 20; told += 1) {
      limiter.observe({ remaining: 0, resetMs: second });
      await clock.advance(second);
    }
    limiter.observe({ remaining: 8, resetMs: second });
    await expect(rush(20)).resolves.toBe(8);
    await clock.advance(second);
    await expect(rush(20)).resolves.toBe(1);
  });

  it('keeps nothing in mind that says nothing beyond what is known', () => {
    const { limiter } = setUp(wide);
    const told = () => limiter.snapshot().server.map(({ remaining, until }) => [remaining, until - limiter.snapshot().savedAt]);
    limiter.observe({ remaining: 5, resetMs: 5 * second });
    limiter.observe({ remaining: 5, resetMs: 5 * second });
    limiter.observe({ remaining: 6, resetMs: 4 * second });
    limiter.observe({ remaining: 5, resetMs: 4 * second });
    expect(told()).toEqual([[5, 5 * second]]);
    limiter.observe({ remaining: 6, resetMs: 6 * second });
    limiter.observe({ remaining: 4, resetMs: 4 * second });
    expect(told()).toEqual([
      [5, 5 * second],
      [6, 6 * second],
      [4, 4 * second],
    ]);
    limiter.observe({ remaining: 5, resetMs: 6 * second });
    expect(told()).toEqual([
      [4, 4 * second],
      [5, 6 * second],
    ]);
    limiter.observe({ remaining: 4, resetMs: 6 * second });
    expect(told()).toEqual([[4, 6 * second]]);
  });

  it('drops what is over', async () => {
    const { clock, limiter } = setUp(wide);
    limiter.observe({ remaining: 0, resetMs: second });
    await clock.advance(second);
    expect(limiter.snapshot().server).toEqual([]);
    limiter.observe({ remaining: 1, resetMs: second });
    expect(limiter.snapshot().server).toEqual([{ remaining: 1, until: clock.wallNow() + second }]);
  });

  it('is cut to an hour, as a pause is', async () => {
    const { clock, limiter, sent, send } = setUp(wide);
    limiter.observe({ remaining: 0, resetMs: Infinity });
    void send();
    await clock.advance(hour - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([hour]);
  });

  it.each([
    {},
    { remaining: 0 },
    { resetMs: second },
    { remaining: undefined, resetMs: undefined },
    { remaining: -1, resetMs: second },
    { remaining: NaN, resetMs: second },
    { remaining: Infinity, resetMs: second },
    { remaining: 0, resetMs: 0 },
    { remaining: 0, resetMs: -1 },
    { remaining: 0, resetMs: NaN },
  ])('changes nothing when it is %j', async (budget) => {
    const { limiter, rush } = setUp(tenASecond);
    limiter.observe(budget);
    expect(limiter.snapshot().server).toEqual([]);
    await expect(rush(9)).resolves.toBe(5);
  });

  it('is not misled by sums of fractions', async () => {
    const { limiter, sendMany, sent } = setUp(wide);
    limiter.observe({ remaining: 1, resetMs: second });
    void sendMany(11, { cost: 0.1 });
    await settle();
    expect(sent).toHaveLength(10);
  });
});

describe('RateLimiter: a restart', () => {
  /** A new process at the same moment, on a computer whose wall clock goes on. */
  const restart = (
    old: { readonly clock: ManualClock; readonly limiter: RateLimiter },
    passedMs = 0,
    options: RateLimiterOptions = tenASecond,
  ) => {
    const next = setUp(options, new ManualClock(old.clock.wallNow() + passedMs));
    const stored: unknown = JSON.parse(JSON.stringify(old.limiter.snapshot()));
    return { ...next, taken: next.limiter.restore(stored) };
  };

  it('saves plain data', async () => {
    const { clock, limiter, sendMany } = setUp(tenASecond);
    const fresh = clock.wallNow();
    expect(limiter.snapshot()).toEqual({ savedAt: fresh, tokens: 5, pausedUntil: null, server: [] });
    void sendMany(3);
    await clock.advance(50);
    limiter.observe({ remaining: 7, resetMs: 2 * second });
    limiter.pause(second);
    await clock.advance(100);
    const snapshot = limiter.snapshot();
    expect(snapshot).toEqual({
      savedAt: fresh + 150,
      tokens: 1,
      pausedUntil: fresh + 1050,
      server: [{ remaining: 7, until: fresh + 2050 }],
    });
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  });

  it('saves what has trickled in', async () => {
    const { clock, limiter, sendMany } = setUp(tenASecond);
    void sendMany(5);
    await clock.advance(250);
    expect(limiter.snapshot().tokens).toBeCloseTo(2.5);
    limiter.pause(second);
    await clock.advance(second);
    expect(limiter.snapshot()).toMatchObject({ pausedUntil: null, tokens: 1 });
  });

  it('does not reset the budget, and adds what trickled in meanwhile', async () => {
    const old = setUp(tenASecond);
    void old.sendMany(5);
    const atOnce = restart(old);
    expect(atOnce.taken).toBe(true);
    expect(atOnce.limiter.waitMs).toBe(100);
    const later = restart(old, 250);
    await expect(later.rush(9)).resolves.toBe(2);
    expect(later.limiter.waitMs).toBeCloseTo(50);
    await expect(restart(old, day).rush(9)).resolves.toBe(5);
  });

  it('does not forgive a debt, and cuts savings to a smaller burst', async () => {
    const old = setUp(tenASecond);
    await old.send({ cost: 15 });
    expect(restart(old).limiter.waitMs).toBe(1100);
    const saved = setUp(tenASecond);
    expect(restart(saved, 0, { perMinute: 600, burst: 2 }).limiter.snapshot().tokens).toBe(2);
  });

  it('takes up a pause where it was, and ends it with an almost empty bucket', async () => {
    const old = setUp(tenASecond);
    old.limiter.pause(minute);
    const next = restart(old, 20 * second);
    expect(next.paused()).toEqual([40 * second]);
    void next.sendMany(3);
    await next.clock.advance(40 * second);
    expect(next.sent).toHaveLength(1);
  });

  it('adds nothing for the time of a pause that ended meanwhile', async () => {
    const old = setUp(tenASecond);
    void old.sendMany(5);
    old.limiter.pause(minute);
    const next = restart(old, minute + 250);
    expect(next.paused()).toEqual([]);
    await expect(next.rush(9)).resolves.toBe(2);
    expect(next.limiter.waitMs).toBeCloseTo(50);
  });

  it('remembers what the other side said remains', async () => {
    const old = setUp(tenASecond);
    old.limiter.observe({ remaining: 2, resetMs: 10 * second });
    old.limiter.observe({ remaining: 4, resetMs: 20 * second });
    const next = restart(old, 4 * second);
    await expect(next.rush(9)).resolves.toBe(2);
    await next.clock.advance(6 * second);
    await expect(next.rush(9)).resolves.toBe(2);
    await next.clock.advance(10 * second);
    await expect(next.rush(9)).resolves.toBe(5);
  });

  it('counts a clock that was set back as no time passed', async () => {
    const old = setUp(tenASecond);
    await Promise.all(old.sendMany(5));
    old.limiter.observe({ remaining: 9, resetMs: 5 * second });
    old.limiter.pause(3 * second);
    const next = restart(old, -7 * day);
    expect(next.paused()).toEqual([3 * second]);
    expect(next.limiter.waitMs).toBe(3100);
    const { savedAt, server } = next.limiter.snapshot();
    expect(server).toEqual([{ remaining: 9, until: savedAt + 5 * second }]);
  });

  it('makes no wait longer than the longest pause', () => {
    const { clock, limiter, paused } = setUp(tenASecond);
    const wall = clock.wallNow();
    const far = wall + 365 * day;
    expect(limiter.restore({ savedAt: wall, tokens: -1e12, pausedUntil: far, server: [{ remaining: 0, until: far }] })).toBe(true);
    expect(paused()).toEqual([hour]);
    expect(limiter.snapshot()).toEqual({
      savedAt: wall,
      tokens: -36_000,
      pausedUntil: wall + hour,
      server: [{ remaining: 0, until: wall + hour }],
    });
  });

  it('takes no more windows than it keeps, and drops what is over', async () => {
    const { clock, limiter, rush } = setUp(tenASecond);
    const wall = clock.wallNow();
    const server = Array.from({ length: 20 }, (_, index) => ({ remaining: index < 12 ? 0 : 3, until: wall + second }));
    limiter.restore({ savedAt: wall, tokens: 5, pausedUntil: wall - 1, server: [...server, { remaining: 0, until: wall - 1 }] });
    expect(limiter.snapshot().server).toHaveLength(7);
    await expect(rush(9)).resolves.toBe(3);
  });

  it('keeps a pause that is running already', async () => {
    const { clock, limiter, sent, sendMany } = setUp(tenASecond);
    limiter.pause(second);
    void sendMany(3);
    await clock.advance(500);
    limiter.restore({ savedAt: clock.wallNow(), tokens: 0, pausedUntil: null, server: [] });
    await clock.advance(500);
    expect(sent).toEqual([]);
    await clock.advance(100);
    expect(sent).toHaveLength(1);
  });

  it('lets those who wait already go as the snapshot allows', async () => {
    const { clock, limiter, sent, send, sendMany } = setUp(tenASecond);
    void sendMany(7);
    const late = send({ deadlineAt: 400 });
    limiter.restore({ savedAt: clock.wallNow(), tokens: 1, pausedUntil: null, server: [] });
    expect(sent).toHaveLength(6);
    expect(limiter.waiting).toBe(2);
    limiter.restore({ savedAt: clock.wallNow(), tokens: -10, pausedUntil: null, server: [] });
    await expect(late).rejects.toMatchObject({ category: 'rate_limit_error' });
    await clock.advance(1100);
    expect(sent).toHaveLength(7);
  });

  const sound: RateLimiterSnapshot = { savedAt: 1, tokens: 0, pausedUntil: null, server: [{ remaining: 0, until: 9e15 }] };

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'tokens'],
    ['a number', 5],
    ['an empty object', {}],
    ['a list', []],
    ['a missing time', { ...sound, savedAt: undefined }],
    ['a time that is no number', { ...sound, savedAt: '1' }],
    ['tokens that are no number', { ...sound, tokens: NaN }],
    ['endless tokens', { ...sound, tokens: Infinity }],
    ['no word of a pause', { ...sound, pausedUntil: undefined }],
    ['a pause that is no moment', { ...sound, pausedUntil: NaN }],
    ['windows that are no list', { ...sound, server: { remaining: 0, until: 9e15 } }],
    ['no word of windows', { ...sound, server: null }],
    ['a window that is null', { ...sound, server: [null] }],
    ['a window that is a number', { ...sound, server: [7] }],
    ['a window without an end', { ...sound, server: [{ remaining: 0 }] }],
    ['a window without a figure', { ...sound, server: [{ remaining: NaN, until: 5 }] }],
    [
      'one bad window among good ones',
      {
        ...sound,
        server: [
          { remaining: 0, until: 5 },
          { remaining: 0, until: 'soon' },
        ],
      },
    ],
  ])('is not disturbed by %s', async (_what, junk) => {
    const { limiter, rush, paused } = setUp(tenASecond);
    const before = limiter.snapshot();
    expect(limiter.restore(junk)).toBe(false);
    expect(limiter.snapshot()).toEqual(before);
    expect(paused()).toEqual([]);
    await expect(rush(9)).resolves.toBe(5);
  });

  it('takes the snapshot that these were made from', () => {
    const { limiter } = setUp(tenASecond);
    expect(limiter.restore(sound)).toBe(true);
    expect(limiter.waitMs).toBe(hour);
  });
});
