import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { CallBudget, usualCallRate } from './call-budget.ts';

const granted = (budget: CallBudget, calls: number): number => Array.from({ length: calls }, () => budget.take()).filter(Boolean).length;

describe('the budget of a window’s calls', () => {
  it('takes a burst after a quiet time, however long that was, and what trickles in afterwards', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock, { perSecond: 100, burst: 20 });
    await clock.advance(3_600_000);
    expect(granted(budget, 50)).toBe(20);
    await clock.advance(55);
    expect(granted(budget, 50)).toBe(5);
    await clock.advance(5);
    expect(granted(budget, 50)).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('lets 5 000 calls at once and 2 000 a second pass, and holds a flood at 4 000', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock, usualCallRate);
    expect(granted(budget, 5000)).toBe(5000);
    for (let second = 0; second < 10; second += 1) {
      expect(granted(budget, 2000)).toBe(2000);
      await clock.advance(1000);
    }
    expect(granted(budget, 50_000)).toBe(10_000);
    await clock.advance(1000);
    expect(granted(budget, 50_000)).toBe(4000);
  });

  it('refuses figures that would refuse everything', () => {
    const clock = new ManualClock();
    expect(() => new CallBudget(clock, { perSecond: 0, burst: 1 })).toThrow(RangeError);
    expect(() => new CallBudget(clock, { perSecond: Number.NaN, burst: 1 })).toThrow(RangeError);
    expect(() => new CallBudget(clock, { perSecond: 1, burst: 0.5 })).toThrow(RangeError);
  });
});
