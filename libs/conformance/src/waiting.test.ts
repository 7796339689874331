import { systemClock } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { expect, it } from 'vitest';
import { until, within } from './waiting.ts';

it('gives up what hangs, with what was waited for', async () => {
  const clock = systemClock();
  await expect(until(clock, () => false, 'nothing came', 20)).rejects.toThrow('nothing came within 20 ms');
  await expect(within(clock, 20, new Promise(() => undefined), 'nothing came')).rejects.toThrow('nothing came within 20 ms');
});

it('does not take a process that gets no turns for something that hangs', async () => {
  // One look, and a whole minute is gone.
  const clock = systemClock();
  let now = 0;
  let looks = 0;
  const starved = { ...clock, now: () => now, sleep: (ms: number) => clock.sleep(ms) };
  const holds = (): boolean => {
    now += 60_000;
    looks += 1;
    return looks === 5;
  };
  await expect(until(starved, holds, 'nothing came', 100)).resolves.toBeUndefined();
});

it('leaves no timer when the promise settles first', async () => {
  const clock = new ManualClock();
  expect(await within(clock, 1000, Promise.resolve('there'), 'nothing came')).toBe('there');
  expect(clock.pending).toBe(0);
});
