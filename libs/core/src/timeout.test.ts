import { describe, expect, it } from 'vitest';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout } from './timeout.ts';

describe('timeout', () => {
  it('refuses a limit that is not above 0', () => {
    for (const ms of [0, -1, Number.NaN]) expect(() => timeout({ ms, kind: 'attempt' })).toThrow(RangeError);
  });

  it('passes a result on and leaves neither timer nor listener', async () => {
    const clock = new ManualClock();
    const { signal, listeners } = countedSignal();
    await expect(timeout({ ms: 100, kind: 'attempt' })(testEnv(clock))(() => Promise.resolve(7), testCall({ signal }))).resolves.toBe(7);
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('passes a synchronous throw on as a rejection and cleans up', async () => {
    const clock = new ManualClock();
    const policy = timeout({ ms: 100, kind: 'attempt' })(testEnv(clock));
    const thrower = (): Promise<never> => {
      throw new RangeError('mine');
    };
    await expect(policy(thrower, testCall())).rejects.toThrow(RangeError);
    expect(clock.pending).toBe(0);
  });

  it('aborts the work and settles even when the work ignores it', async () => {
    const clock = new ManualClock();
    let seen: AbortSignal | undefined;
    const running = timeout({ ms: 100, kind: 'attempt' })(testEnv(clock))(({ signal }) => {
      seen = signal;
      return new Promise(() => undefined);
    }, testCall());
    const outcome = expect(running).rejects.toMatchObject({ category: 'timeout_error', retryable: true });
    await clock.advance(100);
    await outcome;
    expect(seen?.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('tells the caller’s cancel from its own limit', async () => {
    const clock = new ManualClock();
    const { signal, abort, listeners } = countedSignal();
    const running = timeout({ ms: 100, kind: 'attempt' })(testEnv(clock))(() => new Promise(() => undefined), testCall({ signal }));
    abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled' });
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('tells an outer deadline from the inner limit', async () => {
    const clock = new ManualClock();
    const env = testEnv(clock);
    const outer = timeout({ ms: 50, kind: 'deadline' })(env);
    const inner = timeout({ ms: 100, kind: 'attempt' })(env);
    const running = outer((call) => inner(() => new Promise(() => undefined), call), testCall());
    const outcome = expect(running).rejects.toMatchObject({
      category: 'timeout_error',
      retryable: false,
      message: expect.stringContaining('all attempts included') as string,
    });
    await clock.advance(50);
    await outcome;
    expect(clock.pending).toBe(0);
  });

  it('discards a late result and a late rejection quietly', async () => {
    const clock = new ManualClock();
    for (const finish of ['resolve', 'reject'] as const) {
      const work = deferred<number>();
      const running = timeout({ ms: 10, kind: 'attempt' })(testEnv(clock))(() => work.promise, testCall());
      const outcome = expect(running).rejects.toMatchObject({ category: 'timeout_error' });
      await clock.advance(10);
      await outcome;
      if (finish === 'resolve') work.resolve(1);
      else work.reject(new Error('late'));
      await settle();
    }
  });

  it('reports abandoned work, so that a slot can be held until it ends', async () => {
    const clock = new ManualClock();
    const held: Promise<unknown>[] = [];
    const running = timeout({ ms: 10, kind: 'attempt' })(testEnv(clock))(
      () => new Promise(() => undefined),
      testCall({ hold: (work) => held.push(work) }),
    );
    const outcome = expect(running).rejects.toBeInstanceOf(IntegrationError);
    await clock.advance(10);
    await outcome;
    expect(held).toHaveLength(1);
  });

  it('calls the outcome of a timed-out write unknown, that of a read none', async () => {
    const clock = new ManualClock();
    for (const [effect, outcome] of [
      ['write', 'unknown'],
      ['destructive', 'unknown'],
      ['read', 'none'],
      ['idempotent', 'none'],
    ] as const) {
      const running = timeout({ ms: 10, kind: 'attempt' })(testEnv(clock))(() => new Promise(() => undefined), testCall({ effect }));
      const expected = expect(running).rejects.toMatchObject({ outcome });
      await clock.advance(10);
      await expected;
    }
  });

  it('runs to the first sign of life of a stream, after that only against silence', async () => {
    const clock = new ManualClock();
    const listeners = new Set<() => void>();
    const stream = {
      started: false,
      idleMs: 30,
      onActivity: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const live = (): void => {
      for (const listener of listeners) listener();
    };
    const running = timeout({ ms: 100, kind: 'attempt' })(testEnv(clock))(() => new Promise(() => undefined), testCall({ stream }));
    let settled = false;
    running.catch(() => (settled = true));
    await clock.advance(90);
    for (let i = 0; i < 10; i += 1) {
      live();
      await clock.advance(29);
    }
    expect(settled).toBe(false);
    await clock.advance(1);
    await expect(running).rejects.toMatchObject({ category: 'timeout_error', message: expect.stringContaining('silent') as string });
    expect(listeners.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
