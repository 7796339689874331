import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { countedSignal } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

describe('sleep', () => {
  it('settles when the time has come, not before', async () => {
    const clock = new ManualClock();
    let awake = false;
    void clock.sleep(100).then(() => (awake = true));
    await clock.advance(99);
    expect(awake).toBe(false);
    await clock.advance(1);
    expect(awake).toBe(true);
  });

  it('rejects at once when its signal aborts, and leaves neither timer nor listener', async () => {
    const clock = new ManualClock();
    const { signal, abort, listeners } = countedSignal();
    const sleeping = clock.sleep(60_000, signal);
    expect(listeners()).toBe(1);
    abort();
    await expect(sleeping).rejects.toMatchObject({ category: 'cancelled' });
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('removes its listener when it ends by itself', async () => {
    const clock = new ManualClock();
    const { signal, listeners } = countedSignal();
    const sleeping = clock.sleep(10, signal);
    await clock.advance(10);
    await sleeping;
    expect(listeners()).toBe(0);
  });

  it('does not arm a timer when it is aborted already', async () => {
    const clock = new ManualClock();
    await expect(clock.sleep(10, AbortSignal.abort())).rejects.toMatchObject({ category: 'cancelled' });
    expect(clock.pending).toBe(0);
  });

  it('is not moved by a step of the wall clock', async () => {
    const clock = new ManualClock();
    let awake = false;
    void clock.sleep(100).then(() => (awake = true));
    clock.stepWall(-3_600_000);
    await clock.advance(100);
    expect(awake).toBe(true);
  });
});

describe('systemClock', () => {
  it('never calls back early and not at all once cancelled', async () => {
    const clock = systemClock();
    let cancelled = false;
    clock.at(clock.now() + 1, () => (cancelled = true))();
    const before = clock.now();
    await clock.sleep(5);
    expect(clock.now() - before).toBeGreaterThanOrEqual(5);
    expect(cancelled).toBe(false);
  });

  it('does not fire a wait of months at once', async () => {
    const clock = systemClock();
    let fired = false;
    const cancel = clock.at(clock.now() + 2 ** 40, () => (fired = true));
    await clock.sleep(10);
    cancel();
    expect(fired).toBe(false);
  });
});
