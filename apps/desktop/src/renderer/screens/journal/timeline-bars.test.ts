import type { AttemptView } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { timelineOf } from './timeline-bars.ts';

const attempt = (change: Partial<AttemptView>): AttemptView => ({
  attempt: 1,
  startedAtMs: 0,
  durationMs: 100,
  category: null,
  message: null,
  waitMs: null,
  ...change,
});
const bars = (run: Parameters<typeof timelineOf>[0], now = 0) => {
  const { totalMs, rows } = timelineOf(run, now);
  return [totalMs, rows.map((row) => row.bars.map(({ as, left, width }) => `${as} ${String(left)}+${String(width)}`))];
};

describe('timelineOf', () => {
  it('puts attempts and the waits between them on one axis', () => {
    const timeline = [
      attempt({ durationMs: 200, category: 'network_error', waitMs: 300 }),
      attempt({ attempt: 2, startedAtMs: 500, durationMs: 500 }),
    ];
    expect(bars({ timeline, durationMs: 1000, startedAt: 0, state: 'succeeded' })).toEqual([
      1000,
      [['failed 0+20', 'wait 20+30'], ['answered 50+50']],
    ]);
  });

  it('lets an attempt that runs reach to now, and a wait that was cut short to the end of the run', () => {
    const open = {
      timeline: [attempt({ startedAtMs: 100, durationMs: null })],
      durationMs: null,
      startedAt: 1000,
      state: 'running',
    } as const;
    expect(bars(open, 1400)).toEqual([400, [['running 25+75']]]);
    const cut = [attempt({ category: 'network_error', waitMs: 900 })];
    expect(bars({ timeline: cut, durationMs: 200, startedAt: 0, state: 'cancelled' })).toEqual([200, [['failed 0+50', 'wait 50+50']]]);
  });

  it('draws a run that took no time at all', () => {
    expect(bars({ timeline: [attempt({ durationMs: 0 })], durationMs: 0, startedAt: 0, state: 'succeeded' })).toEqual([
      0,
      [['answered 0+100']],
    ]);
    expect(bars({ timeline: [], durationMs: null, startedAt: 0, state: 'interrupted' })).toEqual([0, []]);
  });
});
