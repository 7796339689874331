import { describe, expect, it } from 'vitest';
import { systemClock, type ClockHost, type SystemClock } from './clock.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const hour = 3_600_000;
const nothing = (): void => undefined;

/** A native timer of the fake computer. */
interface FakeTimer {
  readonly dueAt: number;
  readonly delayMs: number;
  readonly callback: () => void;
  refed: boolean;
  ref(): void;
  unref(): void;
}

/** A computer whose two clocks move only when told, and which keeps count of its native timers. */
class FakeComputer implements ClockHost {
  monotonicMs = 1000;
  wallMs = Date.UTC(2026, 0, 1);
  /** How late native timers fire. */
  lateMs = 0;
  readonly timers = new Set<FakeTimer>();
  /** The delays of all native timers ever set. */
  readonly set: number[] = [];

  monotonic(): number {
    return this.monotonicMs;
  }

  wall(): number {
    return this.wallMs;
  }

  setTimer(callback: () => void, ms: number): FakeTimer {
    const timer: FakeTimer = {
      dueAt: this.monotonicMs + ms,
      delayMs: ms,
      callback,
      refed: true,
      ref: () => (timer.refed = true),
      unref: () => (timer.refed = false),
    };
    this.timers.add(timer);
    this.set.push(ms);
    return timer;
  }

  clearTimer(timer: FakeTimer): void {
    this.timers.delete(timer);
  }

  /** The only native timer; undefined when there is none. */
  get timer(): FakeTimer | undefined {
    expect(this.timers.size).toBeLessThanOrEqual(1);
    return [...this.timers][0];
  }

  /** Lets time pass for both clocks and fires what is due. */
  run(ms: number): void {
    const target = this.monotonicMs + ms;
    for (let timer = this.timer; timer !== undefined && timer.dueAt + this.lateMs <= target; timer = this.timer) {
      this.step(Math.max(0, timer.dueAt + this.lateMs - this.monotonicMs));
      this.timers.delete(timer);
      timer.callback();
    }
    this.step(target - this.monotonicMs);
  }

  /** Moves both clocks; nothing fires. */
  step(ms: number): void {
    this.monotonicMs += ms;
    this.wallMs += ms;
  }
}

function fake(): { readonly computer: FakeComputer; readonly clock: SystemClock; readonly called: number[]; readonly note: () => void } {
  const computer = new FakeComputer();
  const clock = systemClock(computer);
  const called: number[] = [];
  return { computer, clock, called, note: () => called.push(computer.monotonicMs) };
}

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

  it('settles when the time has come with a signal too', async () => {
    const clock = new ManualClock();
    let awake = false;
    void clock.sleep(100, new AbortController().signal).then(() => (awake = true));
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
    await expect(sleeping).rejects.toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('rejects with the very error that the signal was aborted with', async () => {
    const clock = new ManualClock();
    const { signal, abort } = countedSignal();
    const reason = new IntegrationError('timeout_error', 'Too late.');
    const sleeping = clock.sleep(60_000, signal);
    abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });

  it('removes its listener after each sleep', async () => {
    const clock = new ManualClock();
    const { signal, listeners } = countedSignal();
    for (let time = 0; time < 20; time += 1) {
      const sleeping = clock.sleep(10, signal);
      expect(listeners()).toBe(1);
      await clock.advance(10);
      await sleeping;
      expect(listeners()).toBe(0);
    }
  });

  it('does not arm a timer or add a listener when it is aborted already', async () => {
    const clock = new ManualClock();
    const { signal, abort, listeners } = countedSignal();
    abort();
    await expect(clock.sleep(10, signal)).rejects.toMatchObject({ category: 'cancelled' });
    expect(clock.pending).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('is not moved by a step of the wall clock', async () => {
    const clock = new ManualClock();
    let awake = false;
    void clock.sleep(100).then(() => (awake = true));
    clock.stepWall(-hour);
    await clock.advance(100);
    expect(awake).toBe(true);
  });

  it.each([
    ['without', undefined],
    ['with', new AbortController().signal],
  ])('refuses NaN instead of hanging, %s a signal', async (_, signal) => {
    const error = new RangeError('moment must be a number, got NaN');
    await expect(new ManualClock().sleep(Number.NaN, signal)).rejects.toThrow(error);
    await expect(systemClock(new FakeComputer()).sleep(Number.NaN, signal)).rejects.toThrow(error);
  });
});

describe('ManualClock', () => {
  it('runs what is due in order of time and shows each its own moment', async () => {
    const clock = new ManualClock(5000);
    const seen: number[][] = [];
    for (const moment of [30, 10, 20, 40]) clock.at(moment, () => seen.push([moment, clock.now(), clock.wallNow()]));
    expect(clock.pending).toBe(4);
    await clock.advance(30);
    expect(seen).toEqual([
      [10, 10, 5010],
      [20, 20, 5020],
      [30, 30, 5030],
    ]);
    expect(clock.pending).toBe(1);
  });

  it('runs everything late and at the same moment after a sleep, then tells the wake listeners', async () => {
    const clock = new ManualClock(5000);
    const seen: (string | number)[][] = [];
    for (const moment of [10, 20]) clock.at(moment, () => seen.push([moment, clock.now(), clock.wallNow()]));
    const off = clock.onWake((ms) => seen.push(['wake', ms]));
    await clock.asleep(hour);
    off();
    await clock.asleep(1);
    expect(seen).toEqual([
      [10, hour, 5000 + hour],
      [20, hour, 5000 + hour],
      ['wake', hour],
    ]);
  });

  it('forgets what was cancelled', async () => {
    const clock = new ManualClock();
    let calls = 0;
    const cancel = clock.at(10, () => (calls += 1));
    cancel();
    cancel();
    await clock.advance(100);
    expect(calls).toBe(0);
  });
});

describe('systemClock on a fake computer', () => {
  it('reads the two clocks of its computer', () => {
    const { computer, clock } = fake();
    computer.step(5);
    expect(clock.now()).toBe(1005);
    expect(clock.wallNow()).toBe(Date.UTC(2026, 0, 1) + 5);
  });

  it('calls back at the moment, never before, and once', () => {
    const { computer, clock, called, note } = fake();
    clock.at(1010, note);
    computer.run(9);
    expect(called).toEqual([]);
    computer.run(1);
    expect(called).toEqual([1010]);
    computer.run(hour);
    expect(called).toEqual([1010]);
  });

  it('is late by less than a millisecond for a fraction of one', () => {
    const { computer, clock, called, note } = fake();
    computer.monotonicMs = 1000.4;
    clock.at(1010.3, note);
    computer.run(20);
    expect(called).toHaveLength(1);
    expect(called[0]).toBeGreaterThanOrEqual(1011);
    expect(called[0]).toBeLessThan(1012);
  });

  it('waits on when its native timer fires a little early', () => {
    const { computer, clock, called, note } = fake();
    clock.at(1010, note);
    computer.lateMs = -0.5;
    computer.run(9.5);
    expect(called).toEqual([]);
    expect(computer.timer?.delayMs).toBe(1);
    computer.lateMs = 0;
    computer.run(1);
    expect(called).toEqual([1010.5]);
  });

  it('needs one native timer, however many waits', () => {
    const { computer, clock } = fake();
    for (let wait = 0; wait < 1000; wait += 1) clock.at(1000 + 30_000 + wait, nothing);
    expect(computer.timers.size).toBe(1);
    clock.at(1000 + 30_000, nothing);
    expect(computer.set).toEqual([30_000]);
    clock.at(1500, nothing);
    expect(computer.timers.size).toBe(1);
    expect(computer.timer?.delayMs).toBe(500);
  });

  it('does not touch the native timer for calls that end before it', () => {
    const { computer, clock } = fake();
    for (let call = 0; call < 1000; call += 1) {
      const cancel = clock.at(clock.now() + 30_000, nothing);
      computer.run(1);
      cancel();
    }
    expect(computer.set).toEqual([30_000]);
  });

  it('calls back now what is due already, but never within the call that asks for it', () => {
    const { computer, clock, called, note } = fake();
    clock.at(10, note);
    expect(called).toEqual([]);
    expect(computer.timer?.delayMs).toBe(0);
    computer.run(0);
    expect(called).toEqual([1000]);
  });

  it('lets go of the process when the last wait is cancelled, and holds it again for the next', () => {
    const { computer, clock, called, note } = fake();
    const cancelFirst = clock.at(1500, note);
    const cancelSecond = clock.at(1600, note);
    cancelFirst();
    cancelFirst();
    expect(computer.timer?.refed).toBe(true);
    cancelSecond();
    expect(computer.timer?.refed).toBe(false);
    clock.at(2000, note);
    expect(computer.timer?.refed).toBe(true);
    expect(computer.set).toEqual([500]);
    computer.run(1000);
    expect(called).toEqual([2000]);
  });

  it('does not hold the process again for a second cancel or a second wait', () => {
    const { computer, clock } = fake();
    const cancel = clock.at(1500, nothing);
    const timer = computer.timer;
    clock.at(1600, nothing);
    let refs = 0;
    if (timer !== undefined) timer.ref = () => (refs += 1);
    clock.at(1700, nothing);
    cancel();
    expect(refs).toBe(0);
    expect(timer?.refed).toBe(true);
  });

  it('sets no timer when nothing waits: no periodic wake-up', () => {
    const { computer, clock, called, note } = fake();
    expect(computer.set).toEqual([]);
    clock.at(1010, note);
    computer.run(10);
    expect(called).toEqual([1010]);
    expect(computer.timers.size).toBe(0);
    clock.at(1020, note)();
    computer.run(10);
    expect(computer.timers.size).toBe(0);
    expect(computer.set).toEqual([10, 10]);
    computer.run(24 * hour);
    expect(computer.set).toEqual([10, 10]);
    // And it still works afterwards.
    clock.at(clock.now() + 5, note);
    computer.run(5);
    expect(called).toHaveLength(2);
  });

  it('takes a wait of weeks, and of years, in steps that a native timer can take', () => {
    for (const days of [30, 3 * 365]) {
      const { computer, clock, called, note } = fake();
      const dueAt = 1000 + days * 24 * hour;
      clock.at(dueAt, note);
      expect(computer.timer?.delayMs).toBe(2 ** 31 - 1);
      computer.run(days * 24 * hour - 1);
      expect(called).toEqual([]);
      computer.run(1);
      expect(called).toEqual([dueAt]);
      expect(Math.max(...computer.set)).toBe(2 ** 31 - 1);
      expect(computer.set.length).toBeLessThan(days / 20 + 8);
    }
  });

  it('works with timers that are numbers, as those of a browser', () => {
    const computer = new FakeComputer();
    const browser: ClockHost = {
      monotonic: () => computer.monotonic(),
      wall: () => computer.wall(),
      setTimer: (callback, ms) => {
        computer.setTimer(callback, ms);
        return 7;
      },
      clearTimer: (timer) => {
        expect(timer).toBe(7);
        computer.timers.clear();
      },
    };
    const clock = systemClock(browser);
    let calls = 0;
    clock.at(1500, nothing)();
    clock.at(1600, () => (calls += 1));
    clock.at(1400, () => (calls += 1));
    computer.run(600);
    expect(calls).toBe(2);
  });

  it('goes on when a callback throws: the others are called back and the next timer is set', () => {
    const { computer, clock, called, note } = fake();
    clock.at(1010, () => {
      throw new Error('mine');
    });
    clock.at(1010, note);
    clock.at(1020, note);
    expect(() => {
      computer.run(10);
    }).toThrow(new Error('mine'));
    expect(called).toEqual([1010]);
    computer.run(10);
    expect(called).toEqual([1010, 1020]);
    clock.at(1030, note);
    computer.run(10);
    expect(called).toEqual([1010, 1020, 1030]);
  });

  it('does not loop for ever when a callback sets itself again for now', () => {
    const { computer, clock, called } = fake();
    const again = (): void => {
      called.push(computer.monotonicMs);
      if (called.length < 4) clock.at(clock.now(), again);
    };
    clock.at(1010, again);
    computer.run(100);
    expect(called).toEqual([1010, 1011, 1012, 1013]);
  });

  it('sets one native timer for all that a callback asks for', () => {
    const { computer, clock } = fake();
    clock.at(1010, () => {
      for (const ms of [300, 200, 100]) clock.at(1010 + ms, nothing);
    });
    computer.run(10);
    expect(computer.set).toHaveLength(2);
    expect(computer.timers.size).toBe(1);
    expect(1010 + (computer.timer?.delayMs ?? 0)).toBeLessThanOrEqual(1110);
  });

  it('changes nothing when the wall clock is set while the computer is awake', () => {
    for (const stepMs of [-hour, 24 * hour]) {
      const { computer, clock, called, note } = fake();
      const woken: number[] = [];
      clock.onWake((ms) => woken.push(ms));
      clock.at(1100, note);
      computer.run(50);
      computer.wallMs += stepMs;
      expect(clock.now()).toBe(1050);
      computer.run(50);
      expect(called).toEqual([1100]);
      expect(woken).toEqual([]);
    }
  });
});

describe('systemClock after a sleep of the computer', () => {
  it('calls back at once what came due while the monotonic clock stood still, then tells who listens', () => {
    const { computer, clock } = fake();
    const order: string[] = [];
    clock.at(1000 + 60_000, () => order.push('a minute'));
    clock.at(1000 + 7 * hour, () => order.push('seven hours'));
    clock.at(1000 + 9 * hour, () => order.push('nine hours'));
    clock.onWake((ms) => order.push(`woken after ${String(ms / hour)} h`));
    clock.suspend();
    computer.wallMs += 8 * hour;
    clock.resume();
    expect(order).toEqual(['a minute', 'seven hours', 'woken after 8 h']);
    expect(clock.now()).toBe(1000 + 8 * hour);
    computer.run(hour - 1);
    expect(order).toHaveLength(3);
    computer.run(1);
    expect(order.at(-1)).toBe('nine hours');
    expect(computer.timers.size).toBe(0);
  });

  it('counts the sleep once where the monotonic clock ran on, and tells how long it was', () => {
    const { computer, clock, called, note } = fake();
    const woken: number[] = [];
    clock.onWake((ms) => woken.push(ms));
    clock.at(1000 + 8 * hour, note);
    clock.at(1001 + 8 * hour, note);
    clock.suspend();
    computer.step(8 * hour);
    clock.resume();
    expect(clock.now()).toBe(1000 + 8 * hour);
    expect(called).toHaveLength(1);
    expect(woken).toEqual([8 * hour]);
    computer.run(1);
    expect(called).toHaveLength(2);
  });

  it('adds what a monotonic clock that stood still for a part of the time has missed', () => {
    const { computer, clock } = fake();
    const woken: number[] = [];
    clock.onWake((ms) => woken.push(ms));
    clock.suspend();
    computer.step(1000);
    computer.wallMs += 4000;
    clock.resume();
    expect(clock.now()).toBe(6000);
    expect(woken).toEqual([5000]);
  });

  it('never turns back when the wall clock was set back during the sleep', () => {
    const { computer, clock, called, note } = fake();
    const woken: number[] = [];
    clock.onWake((ms) => woken.push(ms));
    clock.at(1500, note);
    clock.suspend();
    computer.wallMs -= hour;
    computer.monotonicMs += 300;
    clock.resume();
    expect(clock.now()).toBe(1300);
    expect(woken).toEqual([300]);
    computer.run(200);
    expect(called).toEqual([1500]);
  });

  it('adds the times of several sleeps, and counts from the first of two announcements', () => {
    const { computer, clock } = fake();
    for (let night = 1; night <= 3; night += 1) {
      clock.suspend();
      computer.wallMs += hour;
      clock.suspend();
      computer.wallMs += hour;
      clock.resume();
      expect(clock.now()).toBe(1000 + night * 2 * hour);
    }
  });

  it('tells who listens also when nobody knows how long it was, and looks for what is due', () => {
    const { computer, clock, called, note } = fake();
    const woken: number[] = [];
    clock.onWake((ms) => woken.push(ms));
    clock.at(1010, note);
    computer.step(10);
    computer.wallMs += hour;
    clock.resume();
    expect(woken).toEqual([0]);
    expect(called).toEqual([1010]);
    expect(clock.now()).toBe(1010);
    expect(computer.timers.size).toBe(0);
  });

  it('tells who listens when a native timer fires more than 5 s late, not for less', () => {
    for (const [lateMs, expected] of [
      [5000, []],
      [5001, [5001]],
    ] as const) {
      const { computer, clock, called, note } = fake();
      const order: (string | number)[] = [];
      clock.onWake((ms) => order.push(ms));
      clock.at(1010, note);
      computer.lateMs = lateMs;
      computer.run(10 + lateMs);
      expect(called).toEqual([1010 + lateMs]);
      expect(order).toEqual(expected);
    }
  });

  it('tells who listens although a callback throws', () => {
    const { computer, clock } = fake();
    const woken: number[] = [];
    clock.onWake((ms) => woken.push(ms));
    const thrower = (): void => {
      throw new Error('mine');
    };
    clock.at(1010, thrower);
    computer.lateMs = 6000;
    expect(() => {
      computer.run(7000);
    }).toThrow(new Error('mine'));
    computer.lateMs = 0;
    clock.at(clock.now() + 10, thrower);
    clock.suspend();
    computer.wallMs += hour;
    expect(() => {
      clock.resume();
    }).toThrow(new Error('mine'));
    expect(woken).toEqual([6000, hour]);
  });

  it('calls every listener, whatever the others throw, and throws the first error at the end', () => {
    const { clock } = fake();
    const told: string[] = [];
    clock.onWake(() => {
      throw new Error('first');
    });
    clock.onWake(() => told.push('second'));
    clock.onWake(() => {
      throw new Error('third');
    });
    clock.onWake(() => told.push('fourth'));
    expect(() => {
      clock.resume();
    }).toThrow(new Error('first'));
    expect(told).toEqual(['second', 'fourth']);
  });

  it('tells nobody who has stopped listening', () => {
    const { clock } = fake();
    const told: string[] = [];
    const off = clock.onWake(() => told.push('a'));
    clock.onWake(() => {
      off();
      told.push('b');
    });
    clock.resume();
    clock.resume();
    expect(told).toEqual(['a', 'b', 'b']);
  });

  it('goes on with what waits after the wake', async () => {
    const { computer, clock } = fake();
    const { signal, listeners } = countedSignal();
    let awake = false;
    void clock.sleep(10 * hour, signal).then(() => (awake = true));
    clock.suspend();
    computer.wallMs += 8 * hour;
    clock.resume();
    computer.run(2 * hour - 1);
    await settle();
    expect(awake).toBe(false);
    computer.run(1);
    await settle();
    expect(awake).toBe(true);
    expect(listeners()).toBe(0);
    expect(computer.timers.size).toBe(0);
  });
});

describe('systemClock on this computer', () => {
  it('never calls back early and not at all once cancelled', async () => {
    const clock = systemClock();
    let cancelled = false;
    clock.at(clock.now() + 1, () => (cancelled = true))();
    const before = clock.now();
    await clock.sleep(5);
    expect(clock.now() - before).toBeGreaterThanOrEqual(5);
    expect(cancelled).toBe(false);
    expect(Math.abs(clock.wallNow() - Date.now())).toBeLessThan(1000);
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
