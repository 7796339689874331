import { describe, expect, it } from 'vitest';
import { Bulkhead, type BulkheadOptions } from './bulkhead.ts';
import type { Call, Policy } from './call.ts';
import { Env } from './env.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout } from './timeout.ts';

/** Starts calls whose work ends when the test says so. */
function starter(policy: Policy) {
  const started: number[] = [];
  let count = 0;
  const begin = (changes: Partial<Call> = {}, during: (call: Call) => void = () => undefined) => {
    const id = (count += 1);
    const work = deferred<number>();
    const answer = policy((call) => {
      started.push(id);
      during(call);
      return work.promise;
    }, testCall(changes));
    answer.catch(() => undefined);
    return {
      answer,
      end: () => {
        work.resolve(id);
      },
      fail: (error: Error) => {
        work.reject(error);
      },
    };
  };
  return { started, begin };
}

function setUp(options?: BulkheadOptions) {
  const env = testEnv(new ManualClock());
  const bulkhead = new Bulkhead(env, options);
  return { env, bulkhead, ...starter(bulkhead.policy), load: () => [bulkhead.running, bulkhead.waiting] };
}

describe('Bulkhead', () => {
  it.each<[BulkheadOptions, string]>([
    [{ limit: 0 }, 'limit must be a whole number of at least 1, got 0'],
    [{ limit: 1.5 }, 'limit must be a whole number of at least 1, got 1.5'],
    [{ queue: -1 }, 'queue must be a whole number of at least 0, got -1'],
    [{ queue: NaN }, 'queue must be a whole number of at least 0, got NaN'],
  ])('refuses %j', (options, sentence) => {
    expect(() => new Bulkhead(testEnv(new ManualClock()), options)).toThrow(new RangeError(sentence));
  });

  it('runs four at once and keeps a thousand waiting, without options', async () => {
    const { begin, load } = setUp();
    for (let call = 0; call < 1004; call += 1) begin();
    expect(load()).toEqual([4, 1000]);
    await expect(begin().answer).rejects.toMatchObject({ category: 'overloaded' });
    expect(load()).toEqual([4, 1000]);
  });

  it('runs no more than its limit at once and the rest in the order in which they came', async () => {
    const { started, begin, load } = setUp({ limit: 2 });
    const calls = [1, 2, 3, 4, 5].map(() => begin());
    expect(started).toEqual([1, 2]);
    expect(load()).toEqual([2, 3]);
    calls[1]?.end();
    await settle();
    expect(started).toEqual([1, 2, 3]);
    expect(load()).toEqual([2, 2]);
    calls[0]?.end();
    calls[2]?.end();
    await settle();
    expect(started).toEqual([1, 2, 3, 4, 5]);
    expect(load()).toEqual([2, 0]);
    calls[3]?.end();
    await settle();
    expect(load()).toEqual([1, 0]);
    calls[4]?.end();
    await expect(Promise.all(calls.map(({ answer }) => answer))).resolves.toEqual([1, 2, 3, 4, 5]);
    expect(load()).toEqual([0, 0]);
  });

  it('has freed the slot when the caller learns of the end', async () => {
    const { begin, bulkhead } = setUp({ limit: 1 });
    const call = begin();
    const seen = call.answer.then(() => bulkhead.running);
    call.end();
    await expect(seen).resolves.toBe(0);
  });

  it('lets nobody who comes just as a slot gets free overtake', async () => {
    const { started, begin, bulkhead } = setUp({ limit: 1 });
    const first = begin();
    begin();
    const late = first.answer.then(() => {
      begin();
      return [bulkhead.running, bulkhead.waiting];
    });
    first.end();
    await expect(late).resolves.toEqual([1, 1]);
    expect(started).toEqual([1, 2]);
  });

  it('frees its slot when the work fails, now or later, and passes the error on unchanged', async () => {
    const { begin, bulkhead, load } = setUp({ limit: 1 });
    const later = new Error('later');
    const call = begin();
    call.fail(later);
    await expect(call.answer).rejects.toBe(later);
    await settle();
    expect(load()).toEqual([0, 0]);
    const atOnce = new TypeError('a bug');
    const bug = (): never => {
      throw atOnce;
    };
    await expect(bulkhead.policy(bug, testCall())).rejects.toBe(atOnce);
    await settle();
    expect(load()).toEqual([0, 0]);
  });

  it('passes a slot on past waiters whose work throws at once', async () => {
    const { started, begin, bulkhead, load } = setUp({ limit: 1 });
    const first = begin();
    const bugs = [1, 2, 3].map(() =>
      bulkhead.policy(() => {
        throw new TypeError('a bug');
      }, testCall()),
    );
    const last = begin();
    first.end();
    const results = await Promise.allSettled(bugs);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await settle();
    expect(started).toEqual([1, 2]);
    last.end();
    await last.answer;
    expect(load()).toEqual([0, 0]);
  });

  it('says that it is full when the queue is', async () => {
    const { started, begin, load } = setUp({ limit: 1, queue: 2 });
    const running = begin();
    begin();
    begin();
    const error: unknown = await begin().answer.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({
      category: 'overloaded',
      message: 'Too much is waiting for this connection already (2 calls). Try again in a moment.',
    });
    expect(load()).toEqual([1, 2]);
    running.end();
    await settle();
    expect(load()).toEqual([1, 1]);
    begin();
    expect(load()).toEqual([1, 2]);
    expect(started).toEqual([1, 2]);
  });

  it('may have no line at all', async () => {
    const { begin, load } = setUp({ limit: 1, queue: 0 });
    const running = begin();
    await expect(begin().answer).rejects.toMatchObject({ category: 'overloaded' });
    running.end();
    await running.answer;
    begin();
    expect(load()).toEqual([1, 0]);
  });

  it('says that a call waits, and that nobody knows how long; not of one that need not', () => {
    const { env, begin } = setUp({ limit: 1 });
    begin();
    expect(env.events).toEqual([]);
    begin();
    expect(env.events).toEqual([{ type: 'wait', reason: 'bulkhead', ms: null }]);
  });

  it('says when the turn of a call that waited has come, and nothing of one that left before', async () => {
    const { env, begin } = setUp({ limit: 1 });
    const running = begin();
    const left = countedSignal();
    begin({ signal: left.signal });
    begin();
    left.abort();
    running.end();
    await settle();
    expect(env.events.map(({ type }) => type)).toEqual(['wait', 'wait', 'wait_ended']);
  });

  it('tells of which call it is that waits', () => {
    const told: unknown[] = [];
    const env = new Env({ clock: new ManualClock(), random: () => 0, sink: (_event, call) => told.push(call) });
    const { policy } = new Bulkhead(env, { limit: 1 });
    const call = testCall();
    void policy(() => new Promise<never>(() => undefined), testCall());
    void policy(() => new Promise<never>(() => undefined), call);
    expect(told).toEqual([call]);
  });

  it('refuses a call that was cancelled before, and takes no slot', async () => {
    const { started, begin, load } = setUp();
    const { signal, abort, listeners } = countedSignal();
    abort();
    await expect(begin({ signal }).answer).rejects.toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(started).toEqual([]);
    expect(load()).toEqual([0, 0]);
    expect(listeners()).toBe(0);
  });

  it('lets an aborted waiter leave at once and gives its place to the next', async () => {
    const { started, begin, load } = setUp({ limit: 1, queue: 2 });
    const first = begin();
    const { signal, abort, listeners } = countedSignal();
    const second = begin({ signal });
    begin();
    expect(listeners()).toBe(1);
    abort();
    expect(load()).toEqual([1, 1]);
    expect(listeners()).toBe(0);
    await expect(second.answer).rejects.toMatchObject({ category: 'cancelled' });
    expect(started).toEqual([1]);
    begin();
    expect(load()).toEqual([1, 2]);
    first.end();
    await settle();
    expect(started).toEqual([1, 3]);
  });

  it('leaves no listener on the signal of a waiter that got its slot', async () => {
    const { begin } = setUp({ limit: 1 });
    const first = begin();
    const { signal, listeners } = countedSignal();
    begin({ signal });
    first.end();
    await settle();
    expect(listeners()).toBe(0);
  });

  it('loses no slot to a waiter that is aborted in the very turn in which it got one', async () => {
    for (const rounds of [0, 1, 2, 3, 4, 5]) {
      const { begin, bulkhead } = setUp({ limit: 1 });
      const first = begin();
      const { signal, abort } = countedSignal();
      const second = bulkhead.policy(
        (call) =>
          new Promise<never>((_, reject) => {
            if (call.signal.aborted) reject(new Error('aborted'));
            call.signal.addEventListener(
              'abort',
              () => {
                reject(new Error('aborted'));
              },
              { once: true },
            );
          }),
        testCall({ signal }),
      );
      first.end();
      for (let round = 0; round < rounds; round += 1) await Promise.resolve();
      abort();
      await expect(second).rejects.toThrow(/aborted|Cancelled/);
      await settle();
      expect([bulkhead.running, bulkhead.waiting]).toEqual([0, 0]);
    }
  });

  it('lets a waiter leave that is aborted while it is told that it waits', async () => {
    const { signal, abort, listeners } = countedSignal();
    const env = new Env({
      clock: new ManualClock(),
      random: () => 0,
      sink: () => {
        abort();
      },
    });
    const bulkhead = new Bulkhead(env, { limit: 1 });
    const { begin, started } = starter(bulkhead.policy);
    begin();
    await expect(begin({ signal }).answer).rejects.toMatchObject({ category: 'cancelled' });
    expect([bulkhead.running, bulkhead.waiting, listeners(), started]).toEqual([1, 0, 0, [1]]);
  });

  it('is not disturbed by a sink that throws', async () => {
    const env = new Env({
      clock: new ManualClock(),
      random: () => 0,
      sink: () => {
        throw new Error('broken sink');
      },
    });
    const { begin, started } = starter(new Bulkhead(env, { limit: 1 }).policy);
    const first = begin();
    const second = begin();
    first.end();
    second.end();
    await expect(Promise.all([first.answer, second.answer])).resolves.toEqual([1, 2]);
    expect(started).toEqual([1, 2]);
  });

  describe('with work that goes on after its caller was answered', () => {
    it('holds a slot until abandoned work has really ended', async () => {
      const clock = new ManualClock();
      const env = testEnv(clock);
      const bulkhead = new Bulkhead(env, { limit: 1 });
      const limit = timeout(env, { ms: 10 });
      const { begin, started } = starter((next, call) => bulkhead.policy((inner) => limit(next, inner), call));
      const first = begin();
      const second = begin();
      await clock.advance(10);
      await expect(first.answer).rejects.toMatchObject({ category: 'timeout_error' });
      await clock.advance(60_000);
      expect(started).toEqual([1]);
      expect([bulkhead.running, bulkhead.waiting]).toEqual([1, 1]);
      first.fail(new Error('late'));
      await settle();
      expect(started).toEqual([1, 2]);
      second.end();
      await second.answer;
      expect([bulkhead.running, bulkhead.waiting]).toEqual([0, 0]);
    });

    it('waits for all that is held, however it ends, and lets the caller know at once', async () => {
      const { begin, load } = setUp({ limit: 1 });
      const held = [deferred<number>(), deferred<number>()];
      const call = begin({}, ({ hold }) => {
        for (const { promise } of held) hold?.(promise);
      });
      call.end();
      await expect(call.answer).resolves.toBe(1);
      await settle();
      expect(load()).toEqual([1, 0]);
      held[1]?.reject(new Error('late'));
      await settle();
      expect(load()).toEqual([1, 0]);
      held[0]?.resolve(1);
      await settle();
      expect(load()).toEqual([0, 0]);
    });

    it('holds the slot of failed work too', async () => {
      const { begin, load } = setUp({ limit: 1 });
      const held = deferred<number>();
      const call = begin({}, ({ hold }) => hold?.(held.promise));
      call.fail(new Error('given up'));
      await expect(call.answer).rejects.toThrow('given up');
      await settle();
      expect(load()).toEqual([1, 0]);
      held.resolve(1);
      await settle();
      expect(load()).toEqual([0, 0]);
    });

    it('tells a bulkhead around it as well', async () => {
      const env = testEnv(new ManualClock());
      const outer = new Bulkhead(env, { limit: 2 });
      const inner = new Bulkhead(env, { limit: 1 });
      const { begin } = starter((next, call) => outer.policy((middle) => inner.policy(next, middle), call));
      const held = deferred<number>();
      const call = begin({}, ({ hold }) => hold?.(held.promise));
      begin();
      call.end();
      await call.answer;
      await settle();
      expect([outer.running, inner.running, inner.waiting]).toEqual([2, 1, 1]);
      held.resolve(1);
      await settle();
      expect([outer.running, inner.running, inner.waiting]).toEqual([1, 1, 0]);
    });

    it('hands everything else of the call on unchanged', async () => {
      const { bulkhead } = setUp();
      const call = testCall({ operation: 'listIssues', cost: 2, deadlineAt: 7, idempotencyKey: 'k' });
      const seen = await bulkhead.policy(({ hold, ...rest }) => Promise.resolve([rest, typeof hold]), call);
      expect(seen).toEqual([call, 'function']);
    });
  });
});
