import { describe, expect, it, vi } from 'vitest';
import { never } from './calls.ts';
import { advance, useFakeTime } from './fake-time.ts';
import { opossumVersions } from './opossum.ts';
import { ours } from './ours.ts';
import type { MetricsPeer } from './peer.ts';

useFakeTime();

/** How many numbers there are in plain data, however deep. */
function numbersIn(data: unknown): number {
  if (typeof data === 'number') return 1;
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, value: unknown) => sum + numbersIn(value), 0);
}

/** Calls within one window, with percentiles switched off where they can be. */
async function numbersKept(peer: MetricsPeer, calls: number): Promise<number> {
  const metrics = peer.metrics();
  for (let count = 0; count < calls; count += 1) await metrics.run(() => Promise.resolve(), never());
  return numbersIn(metrics.state());
}

describe('what is kept of 20 000 calls', () => {
  it('is as much as of one: ours', async () => {
    expect(await numbersKept(ours, 20_000)).toBe(await numbersKept(ours, 1));
  });

  it.each(opossumVersions)('is every single latency, with percentiles switched off: $name', async (peer) => {
    expect((await numbersKept(peer, 20_000)) - (await numbersKept(peer, 0))).toBe(20_000);
  });
});

/** Nobody calls anything yet. */
async function timersOfFifty(peer: MetricsPeer): Promise<number> {
  for (let count = 0; count < 50; count += 1) peer.metrics();
  await advance(0);
  return vi.getTimerCount();
}

describe('fifty instances', () => {
  it('own no timer: ours', async () => {
    expect(await timersOfFifty(ours)).toBe(0);
  });

  it.each(opossumVersions)('own a hundred timers: $name', async (peer) => {
    expect(await timersOfFifty(peer)).toBe(100);
  });
});
