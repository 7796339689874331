import { describe, expect, it } from 'vitest';
import { RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
import { ManualClock } from './testing/manual-clock.ts';

function setUp(options?: RetryBudgetOptions) {
  const clock = new ManualClock();
  const budget = new RetryBudget(clock, options);
  /** How many retries it allows right now; none are left afterwards. */
  const drain = (): number => {
    let taken = 0;
    while (budget.take()) taken += 1;
    return taken;
  };
  return { clock, budget, drain };
}

describe('RetryBudget', () => {
  it.each<[RetryBudgetOptions, string]>([
    [{ capacity: 0.9 }, 'capacity must be at least 1, got 0.9'],
    [{ capacity: NaN }, 'capacity must be at least 1, got NaN'],
    [{ perSuccess: -0.1 }, 'perSuccess must be at least 0, got -0.1'],
    [{ perMinute: -1 }, 'perMinute must be at least 0, got -1'],
  ])('refuses %j', (options, sentence) => {
    expect(() => setUp(options)).toThrow(new RangeError(sentence));
  });

  it('allows ten retries in a row without options, and then one every ten seconds', async () => {
    const { clock, drain } = setUp();
    expect(drain()).toBe(10);
    await clock.advance(9_999);
    expect(drain()).toBe(0);
    await clock.advance(1);
    expect(drain()).toBe(1);
  });

  it('gets one retry back for ten successes, without options', () => {
    const { budget, drain } = setUp({ perMinute: 0 });
    drain();
    for (let call = 0; call < 9; call += 1) budget.succeeded();
    expect(drain()).toBe(0);
    budget.succeeded();
    expect(drain()).toBe(1);
    expect(drain()).toBe(0);
  });

  it('holds no more than its capacity, whatever fills it', async () => {
    const { clock, budget, drain } = setUp({ capacity: 3, perSuccess: 2, perMinute: 60 });
    for (let call = 0; call < 100; call += 1) budget.succeeded();
    expect(drain()).toBe(3);
    for (let call = 0; call < 100; call += 1) budget.succeeded();
    await clock.asleep(30 * 86_400_000);
    expect(drain()).toBe(3);
  });

  it('may be filled by nothing at all', async () => {
    const { clock, budget, drain } = setUp({ capacity: 2, perSuccess: 0, perMinute: 0 });
    expect(drain()).toBe(2);
    budget.succeeded();
    await clock.advance(86_400_000);
    expect(drain()).toBe(0);
  });

  it('keeps parts of a retry between two calls', async () => {
    const { clock, budget, drain } = setUp({ capacity: 2, perSuccess: 0.25, perMinute: 30 });
    drain();
    await clock.advance(500);
    expect(budget.take()).toBe(false);
    budget.succeeded();
    budget.succeeded();
    await clock.advance(499);
    expect(budget.take()).toBe(false);
    await clock.advance(1);
    expect(budget.take()).toBe(true);
    expect(budget.take()).toBe(false);
  });

  it('neither loses nor freezes when the clock steps back', async () => {
    const { clock, budget } = setUp({ capacity: 2, perMinute: 60 });
    budget.take();
    await clock.advance(-3_600_000);
    expect(budget.take()).toBe(true);
    expect(budget.take()).toBe(false);
    await clock.advance(1_000);
    expect(budget.take()).toBe(true);
  });
});
