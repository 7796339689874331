import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingCounts } from './rolling-counts.ts';

describe('RollingCounts', () => {
  it('counts successes and failures apart', () => {
    const counts = new RollingCounts(0, 1000);
    counts.succeeded(0);
    counts.succeeded(10);
    counts.failed(20);
    counts.failed(20);
    counts.failed(150);
    expect(counts.totals(150)).toEqual({ succeeded: 2, failed: 3 });
  });

  it('keeps what is younger than the window less a slice, drops what is as old as the window', () => {
    const counts = new RollingCounts(0, 1000);
    counts.failed(0);
    counts.succeeded(99);
    counts.failed(100);
    expect(counts.totals(999.9)).toEqual({ succeeded: 1, failed: 2 });
    expect(counts.totals(1000)).toEqual({ succeeded: 0, failed: 1 });
    expect(counts.totals(1099.9)).toEqual({ succeeded: 0, failed: 1 });
    expect(counts.totals(1100)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('moves as finely as it has slices', () => {
    const counts = new RollingCounts(0, 1000, 4);
    counts.failed(249);
    counts.failed(250);
    expect(counts.totals(999)).toEqual({ succeeded: 0, failed: 2 });
    expect(counts.totals(1000)).toEqual({ succeeded: 0, failed: 1 });
    expect(counts.totals(1250)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('begins wherever the clock stands', () => {
    const counts = new RollingCounts(123_456, 1000);
    counts.failed(123_456);
    expect(counts.totals(124_399)).toEqual({ succeeded: 0, failed: 1 });
    expect(counts.totals(124_400)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('expires the whole window after idleness, a day as well as a window', () => {
    for (const idleMs of [1000, 86_400_000]) {
      const counts = new RollingCounts(0, 1000);
      for (let now = 0; now < 1000; now += 50) {
        counts.succeeded(now);
        counts.failed(now);
      }
      expect(counts.totals(950)).toEqual({ succeeded: 20, failed: 20 });
      expect(counts.totals(950 + idleMs)).toEqual({ succeeded: 0, failed: 0 });
      // And no remainder of it comes back later.
      counts.failed(950 + idleMs);
      expect(counts.totals(950 + idleMs + 800)).toEqual({ succeeded: 0, failed: 1 });
      expect(counts.totals(950 + idleMs + 1000)).toEqual({ succeeded: 0, failed: 0 });
    }
  });

  it('takes no longer for a year of idleness than for a window', () => {
    const counts = new RollingCounts(0, 1);
    counts.failed(0);
    expect(counts.totals(2 ** 45)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('counts into the newest slice after the clock went back', () => {
    const counts = new RollingCounts(5000, 1000);
    counts.failed(5000);
    counts.failed(0);
    counts.succeeded(4100);
    expect(counts.totals(0)).toEqual({ succeeded: 1, failed: 2 });
    expect(counts.totals(5999)).toEqual({ succeeded: 1, failed: 2 });
    expect(counts.totals(6000)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('forgets everything when told, and goes on counting', () => {
    const counts = new RollingCounts(0, 1000);
    counts.succeeded(0);
    counts.failed(0);
    counts.clear();
    expect(counts.totals(0)).toEqual({ succeeded: 0, failed: 0 });
    counts.failed(500);
    expect(counts.totals(1000)).toEqual({ succeeded: 0, failed: 1 });
    expect(counts.totals(1500)).toEqual({ succeeded: 0, failed: 0 });
  });

  it('does what a list of everything that happened does', () => {
    const happening = fc.record({
      ms: fc.oneof(fc.integer({ min: -300, max: 300 }), fc.nat(5000)),
      kind: fc.constantFrom('succeeded', 'failed', 'clear', 'nothing'),
      times: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 12 }), fc.array(happening), (origin, slices, happenings) => {
        const counts = new RollingCounts(origin, slices * 100, slices);
        let now = origin;
        let newest = Math.floor(origin / 100);
        let log: { readonly slice: number; readonly kind: string }[] = [];
        for (const { ms, kind, times } of happenings) {
          now = Math.max(0, now + ms);
          newest = Math.max(newest, Math.floor(now / 100));
          for (let time = 0; time < times; time += 1) {
            if (kind === 'succeeded' || kind === 'failed') {
              counts[kind](now);
              log.push({ slice: newest, kind });
            }
          }
          if (kind === 'clear') {
            counts.clear();
            log = [];
          }
          const recent = log.filter(({ slice }) => slice > newest - slices);
          const failed = recent.filter((entry) => entry.kind === 'failed').length;
          expect(counts.totals(now)).toEqual({ succeeded: recent.length - failed, failed });
        }
      }),
    );
  });
});
