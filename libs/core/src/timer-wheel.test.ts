import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerWheel } from './timer-wheel.ts';

const nothing = (): void => undefined;

/** Milliseconds that each level of the wheel covers with one slot. */
const spans = [1, 64, 4096, 262_144, 16_777_216, 1_073_741_824];

/** Runs the wheel as its owner does: sleeping exactly until it asks to be called. Returns how often it was woken. */
function sleepUntil(wheel: TimerWheel, target: number): number {
  let wakeUps = 0;
  for (let moment = wheel.next(); moment <= target; moment = wheel.next()) {
    wakeUps += 1;
    wheel.advance(moment);
  }
  wheel.advance(target);
  return wakeUps;
}

describe('TimerWheel', () => {
  it('calls back at the moment, not a millisecond before, and once', () => {
    const wheel = new TimerWheel(1000);
    const calls: string[] = [];
    wheel.insert(1010, () => calls.push('a'));
    expect(wheel.size).toBe(1);
    expect(wheel.next()).toBe(1010);
    wheel.advance(1009.999);
    expect(calls).toEqual([]);
    wheel.advance(1010);
    expect(calls).toEqual(['a']);
    expect(wheel.size).toBe(0);
    wheel.advance(99_999);
    expect(calls).toEqual(['a']);
  });

  it('rounds a fraction of a millisecond up, so that nothing is early', () => {
    const wheel = new TimerWheel(0.7);
    let calls = 0;
    expect(wheel.insert(10.2, () => (calls += 1)).tick).toBe(11);
    wheel.advance(10.9);
    expect(calls).toBe(0);
    wheel.advance(11);
    expect(calls).toBe(1);
  });

  it('asks for nothing when nothing waits', () => {
    const wheel = new TimerWheel(0);
    expect(wheel.next()).toBe(Infinity);
    const timer = wheel.insert(5, nothing);
    expect(wheel.next()).toBe(5);
    wheel.remove(timer);
    expect(wheel.next()).toBe(Infinity);
    expect(wheel.size).toBe(0);
  });

  it('takes a moment that has passed as due at the next advance', () => {
    const wheel = new TimerWheel(500);
    const calls: string[] = [];
    wheel.insert(-Infinity, () => calls.push('long ago'));
    wheel.insert(500, () => calls.push('now'));
    expect(wheel.next()).toBe(500);
    wheel.advance(500);
    expect(calls).toEqual(['long ago', 'now']);
  });

  it('refuses NaN, which would be neither due nor ahead', () => {
    const wheel = new TimerWheel(0);
    expect(() => wheel.insert(Number.NaN, nothing)).toThrow(new RangeError('moment must be a number, got NaN'));
    expect(wheel.size).toBe(0);
    expect(wheel.next()).toBe(Infinity);
  });

  it('keeps a wait without end until it is removed', () => {
    const wheel = new TimerWheel(0);
    let calls = 0;
    const timer = wheel.insert(Infinity, () => (calls += 1));
    wheel.advance(1e13);
    expect(calls).toBe(0);
    expect(wheel.size).toBe(1);
    expect(wheel.remove(timer)).toBe(true);
    expect(wheel.size).toBe(0);
  });

  it('says whether a removed timer was still waiting', () => {
    const wheel = new TimerWheel(0);
    const removed = wheel.insert(5, nothing);
    const called = wheel.insert(5, nothing);
    expect(wheel.remove(removed)).toBe(true);
    expect(wheel.remove(removed)).toBe(false);
    wheel.advance(5);
    expect(wheel.remove(called)).toBe(false);
    expect(wheel.size).toBe(0);
  });

  it('removes the first, the last and one from the middle of those that share a moment', () => {
    for (const left of [0, 1, 2]) {
      const wheel = new TimerWheel(0);
      const calls: number[] = [];
      const timers = [0, 1, 2].map((id) => wheel.insert(7, () => calls.push(id)));
      for (const [id, timer] of timers.entries()) if (id !== left) expect(wheel.remove(timer)).toBe(true);
      wheel.insert(7, () => calls.push(3));
      wheel.advance(7);
      expect(calls).toEqual([left, 3]);
    }
  });

  it.each([...new Set(spans.flatMap((span) => [span - 1, span, span + 1, 63 * span, 64 * span - 1, 64 * span + 1]))])(
    'is exact %i ms ahead, from any phase of its slots',
    (ahead) => {
      for (const start of [0, 1, 63, 64, 4095, 262_143, 5_000_000_001]) {
        const wheel = new TimerWheel(start);
        let calls = 0;
        wheel.insert(start + ahead, () => (calls += 1));
        // Never after the timer, so that whoever sleeps until then is not late.
        expect(wheel.next()).toBeLessThanOrEqual(start + ahead);
        wheel.advance(start + ahead - 1);
        expect(calls).toBe(0);
        expect(sleepUntil(wheel, start + ahead)).toBe(1);
        expect(calls).toBe(1);
      }
    },
  );

  it('wakes its owner only a few times for one wait, however long: no tick', () => {
    for (const ahead of [1, 30_000, 3_600_000, 7 * 86_400_000, 365 * 86_400_000]) {
      const wheel = new TimerWheel(12_345);
      let calls = 0;
      wheel.insert(12_345 + ahead, () => (calls += 1));
      expect(sleepUntil(wheel, 12_345 + ahead)).toBeLessThanOrEqual(6);
      expect(calls).toBe(1);
    }
  });

  it('is exact after ten years', () => {
    const tenYears = 10 * 365 * 86_400_000;
    const wheel = new TimerWheel(0);
    let calls = 0;
    wheel.insert(tenYears, () => (calls += 1));
    expect(sleepUntil(wheel, tenYears - 1)).toBeLessThanOrEqual(12);
    expect(calls).toBe(0);
    wheel.advance(tenYears);
    expect(calls).toBe(1);
  });

  it('calls back what came due during a long silence earliest first', () => {
    const wheel = new TimerWheel(0);
    const calls: number[] = [];
    for (const moment of [5_000_000, 3, 70_000, 64, 4096, 63, 262_144, 1]) wheel.insert(moment, () => calls.push(moment));
    wheel.advance(28_800_000);
    expect(calls).toEqual([1, 3, 63, 64, 4096, 70_000, 262_144, 5_000_000]);
  });

  it('calls nothing back when the clock goes back, and goes on from where it was', () => {
    const wheel = new TimerWheel(1000);
    let calls = 0;
    wheel.insert(1100, () => (calls += 1));
    wheel.advance(1050);
    wheel.advance(10);
    expect(wheel.next()).toBeLessThanOrEqual(1100);
    expect(wheel.insert(20, nothing).tick).toBe(1050);
    wheel.advance(1099);
    expect(calls).toBe(0);
    wheel.advance(1100);
    expect(calls).toBe(1);
  });

  it('does not loop for ever when a callback sets itself again for now', () => {
    const wheel = new TimerWheel(0);
    const calledAt: number[] = [];
    let now = 0;
    const again = (): void => {
      calledAt.push(now);
      wheel.insert(now, again);
    };
    wheel.insert(10, again);
    for (now = 10; now < 13; now += 1) wheel.advance(now);
    expect(calledAt).toEqual([10, 11, 12]);
    expect(wheel.size).toBe(1);
  });

  it('lets a callback remove another one that is due at the same moment', () => {
    const wheel = new TimerWheel(0);
    const calls: string[] = [];
    wheel.insert(5, () => {
      calls.push('first');
      wheel.remove(second);
    });
    const second = wheel.insert(5, () => calls.push('second'));
    wheel.advance(5);
    expect(calls).toEqual(['first']);
    expect(wheel.size).toBe(0);
  });

  it('calls the others back when some throw, and throws the first error at the end', () => {
    const wheel = new TimerWheel(0);
    const calls: string[] = [];
    for (const name of ['a', 'b']) {
      wheel.insert(5, () => {
        throw new Error(name);
      });
    }
    wheel.insert(5, () => calls.push('same moment'));
    wheel.insert(6, () => calls.push('later'));
    expect(() => {
      wheel.advance(10);
    }).toThrow(new Error('a'));
    expect(calls).toEqual(['same moment', 'later']);
    // And it is in order afterwards: what is inserted now is not taken for a callback's own.
    expect(wheel.insert(10, nothing).tick).toBe(10);
  });

  it('does not run on when a callback advances it', () => {
    const wheel = new TimerWheel(0);
    const calls: string[] = [];
    wheel.insert(5, () => {
      wheel.advance(500);
      calls.push('outer');
    });
    wheel.insert(69, () => calls.push('a turn later'));
    wheel.advance(68);
    expect(calls).toEqual(['outer']);
    wheel.advance(69);
    expect(calls).toEqual(['outer', 'a turn later']);
  });

  const delay = fc.oneof(
    fc.nat(130),
    fc.nat(10_000),
    fc.constantFrom(...spans.flatMap((span) => [span - 1, span, 63 * span, 64 * span - 1, 64 * span])),
    fc.nat(2 ** 40),
    fc.double({ min: 0, max: 5000, noNaN: true }),
    fc.integer({ min: -50, max: 0 }),
  );
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const), delay, again: fc.option(delay, { freq: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('advance' as const), delay }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('sleep' as const), delay }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(1000) }) },
  );

  it('does what a sorted list does', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 34, noNaN: true }), fc.array(step, { maxLength: 60 }), (origin, steps) => {
        let now = origin;
        let elapsed = Math.floor(origin);
        let calling: number | undefined;
        const wheel = new TimerWheel(now);
        /** The naive model: everything that waits, with the millisecond when it is due. */
        const waiting = new Map<number, number>();
        const handles: ReturnType<TimerWheel['insert']>[] = [];
        const insert = (moment: number, again: number | null): void => {
          const id = handles.length;
          waiting.set(id, Math.max(Math.ceil(moment), calling === undefined ? elapsed : calling + 1));
          const handle = wheel.insert(moment, () => {
            const due = waiting.get(id);
            waiting.delete(id);
            // Nothing early, nothing twice, and nothing while something earlier waits.
            expect(due).toBeLessThanOrEqual(now);
            expect(Math.min(...waiting.values())).toBeGreaterThanOrEqual(due ?? NaN);
            calling = due;
            if (again !== null) insert((due ?? 0) + again, null);
            calling = undefined;
          });
          expect(handle.tick).toBe(waiting.get(id));
          handles[id] = handle;
        };
        const advance = (to: number): void => {
          now = to;
          wheel.advance(now);
          elapsed = Math.max(elapsed, Math.floor(now));
          for (const due of waiting.values()) expect(due).toBeGreaterThan(Math.floor(now));
        };
        for (const current of steps) {
          if (current.kind === 'insert') insert(now + current.delay, current.again);
          else if (current.kind === 'advance') advance(now + current.delay);
          else if (current.kind === 'remove') {
            const id = current.pick % (handles.length + 1);
            const handle = handles[id];
            if (handle !== undefined) expect(wheel.remove(handle)).toBe(waiting.delete(id));
          } else {
            const target = now + Math.max(0, current.delay);
            let wakeUps = 0;
            for (let moment = wheel.next(); moment <= target; moment = wheel.next()) {
              wakeUps += 1;
              advance(moment);
            }
            expect(wakeUps).toBeLessThanOrEqual(handles.length * 6 + 20 * 64);
            advance(target);
          }
          expect(wheel.size).toBe(waiting.size);
          // Whoever sleeps until then is never late, and never woken while nothing waits.
          const earliest = Math.min(...waiting.values());
          expect(wheel.next()).toBeLessThanOrEqual(earliest);
          expect(wheel.next() === Infinity).toBe(waiting.size === 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
