import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import type { RunUnderWay } from './runs-under-way.ts';
import { lookEveryMs, watchMain } from './watch-main.ts';

const run = { integration: 'shelf', connection: 'c1', operation: 'look' };

function world(runs: readonly RunUnderWay[] = [run]) {
  const clock = new ManualClock();
  const logged: unknown[] = [];
  let used = 0;
  let looks = 0;
  const note = (event: string, facts: object): void => {
    logged.push({ event, ...facts });
  };
  const end = watchMain({
    clock,
    cpuMs: () => {
      looks += 1;
      return used;
    },
    runs: () => runs,
    logger: { info: note, error: note },
  });
  /** The event loop does not turn for so long, and so much of it is spent on a processor. */
  const standstill = async (ms: number, cpuMs: number): Promise<void> => {
    used += cpuMs;
    await clock.asleep(ms);
  };
  return { clock, logged, end, standstill, looks: () => looks };
}

describe('the watch over the main process', () => {
  it('tells of a loop of ten seconds, how long it was and what was under way, once', async () => {
    const { clock, logged, standstill } = world();
    await clock.advance(60_000);
    await standstill(10_000, 9800);
    await clock.advance(60_000);
    expect(logged).toEqual([{ event: 'main_blocked', silentMs: 10_000, cpuMs: 9800, ...run }]);
  });

  it.each([0, 1, 1999])('misses none of five seconds, also one that begins %d ms after a look', async (after) => {
    const { clock, logged, standstill } = world();
    await clock.advance(after);
    await standstill(5000, 5000);
    expect(logged).toHaveLength(1);
  });

  it('tells of one that had to share the processor with other programs', async () => {
    const { logged, standstill } = world();
    await standstill(8000, 2000);
    expect(logged).toHaveLength(1);
  });

  it.each([
    ['a computer that slept for eight hours', 8 * 3_600_000, 3000],
    ['a process that was stopped for six seconds', 6000, 40],
    ['work of less than three seconds', 2900, 2900],
  ])('is silent about %s', async (_what, ms, cpuMs) => {
    const { clock, logged, standstill } = world();
    await standstill(ms, cpuMs);
    await clock.advance(10_000);
    expect(logged).toEqual([]);
  });

  it('is silent while much is done and the event loop turns', async () => {
    const { logged, standstill } = world();
    for (let n = 0; n < 20; n += 1) await standstill(2000, 4000);
    expect(logged).toEqual([]);
  });

  it('names ten runs at most', async () => {
    const { logged, standstill } = world(Array.from({ length: 30 }, (_, n) => ({ ...run, operation: `look${String(n)}` })));
    await standstill(6000, 6000);
    expect(logged).toHaveLength(10);
    expect(logged[9]).toEqual({ event: 'main_blocked', silentMs: 6000, cpuMs: 6000, ...run, operation: 'look9' });
  });

  it('tells of a loop also when nothing was under way', async () => {
    const { logged, standstill } = world([]);
    await standstill(6000, 6000);
    expect(logged).toEqual([{ event: 'main_blocked', silentMs: 6000, cpuMs: 6000 }]);
  });

  it('wakes the computer every two seconds at most, and not at all once it has ended', async () => {
    const { clock, end, looks } = world();
    await clock.advance(10 * lookEveryMs);
    expect([lookEveryMs, looks()]).toEqual([2000, 11]);
    end();
    expect(clock.pending).toBe(0);
    await clock.advance(10_000);
    expect(looks()).toBe(11);
  });
});
