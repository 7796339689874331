import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Elapsed } from './elapsed.ts';

describe('Elapsed', () => {
  it('counts from its beginning, forward as the clock does and not at all when that steps back', () => {
    const elapsed = new Elapsed(1000);
    const seen = [1000, 1001.5, 1001.5, 400, 401, 2000].map((now) => elapsed.until(now));
    expect(seen).toEqual([0, 1.5, 1.5, 1.5, 2.5, 1601.5]);
  });

  it('goes on after a reading that is no number', () => {
    const elapsed = new Elapsed(0);
    expect([5, NaN, 7, 9].map((now) => elapsed.until(now))).toEqual([5, 5, 5, 7]);
  });

  it('never falls and is the sum of the steps forward', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (steps) => {
        const elapsed = new Elapsed(0);
        let now = 0;
        let sum = 0;
        for (const step of steps) {
          now += step;
          sum += Math.max(0, step);
          expect(elapsed.until(now)).toBe(sum);
        }
      }),
    );
  });
});
