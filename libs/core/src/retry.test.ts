import { describe, expect, it } from 'vitest';
import { IntegrationError } from './integration-error.ts';
import { retry } from './retry.ts';
import { countedSignal, testCall, testEnv } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

const lost = (options = {}): IntegrationError => new IntegrationError('network_error', 'Lost.', options);

function failing(times: number, error: Error = lost()): { readonly run: () => Promise<string>; readonly calls: () => number } {
  let calls = 0;
  return {
    run: () => {
      calls += 1;
      return calls <= times ? Promise.reject(error) : Promise.resolve('done');
    },
    calls: () => calls,
  };
}

describe('retry', () => {
  it.each([[{ retries: -1 }], [{ retries: 6 }], [{ retries: 1.5 }], [{ baseMs: 0 }], [{ baseMs: 10, capMs: 5 }]])(
    'refuses %j',
    (options) => {
      expect(() => retry(options)).toThrow(RangeError);
    },
  );

  it('waits a full-jitter share of a doubling, capped delay', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock, 0.5);
    const work = failing(3);
    const running = retry({ retries: 3, baseMs: 100, capMs: 250 })(env)(work.run, testCall());
    await clock.advance(50 + 100 + 125);
    await expect(running).resolves.toBe('done');
    expect(env.events.filter((event) => event.type === 'wait').map((event) => event.ms)).toEqual([50, 100, 125]);
  });

  it('gives up with the last error and the number of attempts', async () => {
    const clock = new ManualClock();
    const work = failing(99);
    const running = retry({ retries: 2, baseMs: 1 })(testEnv(clock))(work.run, testCall());
    const outcome = expect(running).rejects.toMatchObject({ category: 'network_error', attempts: 3 });
    await clock.advance(100);
    await outcome;
    expect(work.calls()).toBe(3);
  });

  it('lets a longer wait that the other side asked for win', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock);
    const work = failing(1, lost({ retryAfterMs: 5000 }));
    const running = retry({ baseMs: 10 })(env)(work.run, testCall());
    await clock.advance(4999);
    expect(work.calls()).toBe(1);
    await clock.advance(1);
    await expect(running).resolves.toBe('done');
  });

  it('ends a back-off at once when the caller cancels, with the cancel as the error', async () => {
    const clock = new ManualClock();
    const { signal, abort, listeners } = countedSignal();
    const running = retry({ baseMs: 60_000, capMs: 60_000 })(testEnv(clock))(failing(1).run, testCall({ signal }));
    await clock.advance(1);
    abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled' });
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('never repeats a programming error', async () => {
    const work = failing(1, new TypeError('bug'));
    await expect(retry()(testEnv(new ManualClock()))(work.run, testCall())).rejects.toThrow(TypeError);
    expect(work.calls()).toBe(1);
  });

  it('never repeats what is not retryable', async () => {
    const work = failing(1, new IntegrationError('validation_error', 'Wrong.'));
    await expect(retry()(testEnv(new ManualClock()))(work.run, testCall())).rejects.toMatchObject({ category: 'validation_error' });
    expect(work.calls()).toBe(1);
  });

  it.each([
    ['read', 'unknown', undefined, 2],
    ['idempotent', 'unknown', undefined, 2],
    ['write', 'unknown', undefined, 1],
    ['write', 'none', undefined, 2],
    ['write', 'unknown', 'key', 2],
    ['destructive', 'unknown', undefined, 1],
    ['destructive', 'none', undefined, 2],
  ] as const)('a lost %s with outcome %s and key %s is sent %i time(s)', async (effect, outcome, idempotencyKey, calls) => {
    const clock = new ManualClock();
    const work = failing(1, lost({ outcome }));
    const running = retry({ baseMs: 1 })(testEnv(clock))(
      work.run,
      testCall({ effect, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }),
    );
    running.catch(() => undefined);
    await clock.advance(10);
    await Promise.allSettled([running]);
    expect(work.calls()).toBe(calls);
  });

  it('does not repeat a stream that has delivered', async () => {
    const work = failing(1);
    const stream = { started: true, idleMs: null, onActivity: () => () => undefined };
    await expect(retry()(testEnv(new ManualClock()))(work.run, testCall({ stream }))).rejects.toMatchObject({ category: 'network_error' });
    expect(work.calls()).toBe(1);
  });
});
