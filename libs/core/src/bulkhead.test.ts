import { describe, expect, it } from 'vitest';
import { bulkhead } from './bulkhead.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout } from './timeout.ts';

describe('bulkhead', () => {
  it('refuses limits that make no sense', () => {
    expect(() => bulkhead({ limit: 0 })).toThrow(RangeError);
    expect(() => bulkhead({ queue: -1 })).toThrow(RangeError);
  });

  it('runs no more than its limit at once and the rest in order', async () => {
    const policy = bulkhead({ limit: 2 })(testEnv(new ManualClock()));
    const works = [0, 1, 2, 3].map(() => deferred<number>());
    const started: number[] = [];
    const running = works.map((work, index) =>
      policy(() => {
        started.push(index);
        return work.promise;
      }, testCall()),
    );
    await settle();
    expect(started).toEqual([0, 1]);
    works[1]?.resolve(1);
    await settle();
    expect(started).toEqual([0, 1, 2]);
    for (const [index, work] of works.entries()) work.resolve(index);
    await expect(Promise.all(running)).resolves.toEqual([0, 1, 2, 3]);
  });

  it('frees its slot when the work throws', async () => {
    const policy = bulkhead({ limit: 1 })(testEnv(new ManualClock()));
    await expect(policy(() => Promise.reject(new Error('x')), testCall())).rejects.toThrow('x');
    await expect(policy(() => Promise.resolve(1), testCall())).resolves.toBe(1);
  });

  it('says that it is full when the queue is', async () => {
    const policy = bulkhead({ limit: 1, queue: 0 })(testEnv(new ManualClock()));
    const work = deferred<number>();
    const first = policy(() => work.promise, testCall());
    await expect(policy(() => Promise.resolve(1), testCall())).rejects.toMatchObject({ category: 'overloaded' });
    work.resolve(1);
    await first;
  });

  it('lets an aborted waiter leave at once and gives its place to the next', async () => {
    const policy = bulkhead({ limit: 1 })(testEnv(new ManualClock()));
    const work = deferred<number>();
    const first = policy(() => work.promise, testCall());
    const { signal, abort, listeners } = countedSignal();
    const second = policy(() => Promise.resolve(2), testCall({ signal }));
    const third = policy(() => Promise.resolve(3), testCall());
    await settle();
    abort();
    await expect(second).rejects.toMatchObject({ category: 'cancelled' });
    expect(listeners()).toBe(0);
    work.resolve(1);
    await expect(third).resolves.toBe(3);
    await first;
  });

  it('holds a slot until abandoned work has really ended', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock);
    const policy = bulkhead({ limit: 1 })(env);
    const limit = timeout({ ms: 10, kind: 'attempt' })(env);
    const work = deferred<number>();
    const first = policy((call) => limit(() => work.promise, call), testCall());
    const outcome = expect(first).rejects.toMatchObject({ category: 'timeout_error' });
    await clock.advance(10);
    await outcome;
    let entered = false;
    const second = policy(() => {
      entered = true;
      return Promise.resolve(2);
    }, testCall());
    await settle();
    expect(entered).toBe(false);
    work.reject(new Error('late'));
    await expect(second).resolves.toBe(2);
  });
});
