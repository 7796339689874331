import type { AttemptView, WaitView } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { timelineOf, waitedMs } from './timeline-bars.ts';

const attempt = (change: Partial<AttemptView> = {}): AttemptView => ({
  type: 'attempt',
  attempt: 1,
  startedAtMs: 0,
  durationMs: 100,
  category: null,
  message: null,
  ...change,
});
const wait = (change: Partial<WaitView> = {}): WaitView => ({
  type: 'wait',
  reason: 'retry',
  startedAtMs: 0,
  untilMs: null,
  durationMs: 100,
  ...change,
});
const joined = { type: 'joined', startedAtMs: 0, run: null, correlationId: 'c' } as const;
const bars = (run: Parameters<typeof timelineOf>[0], now = 0) => {
  const { totalMs, rows } = timelineOf(run, now);
  return [totalMs, rows.map(({ bar }) => (bar === undefined ? '–' : `${bar.as} ${String(bar.left)}+${String(bar.width)}`))];
};

describe('timelineOf', () => {
  it('puts attempts and waits on one axis', () => {
    const timeline = [
      wait({ reason: 'rate_limit', durationMs: 100 }),
      attempt({ startedAtMs: 100, durationMs: 100, category: 'network_error' }),
      wait({ startedAtMs: 200, durationMs: 300 }),
      attempt({ attempt: 2, startedAtMs: 500, durationMs: 500 }),
    ];
    expect(bars({ timeline, durationMs: 1000, startedAt: 0, state: 'succeeded' })).toEqual([
      1000,
      ['wait 0+10', 'failed 10+10', 'wait 20+30', 'answered 50+50'],
    ]);
  });

  it('lets what is not over reach to now, or to the end of the run', () => {
    const open = {
      timeline: [attempt({ startedAtMs: 100, durationMs: null })],
      durationMs: null,
      startedAt: 1000,
      state: 'running',
    } as const;
    expect(bars(open, 1400)).toEqual([400, ['running 25+75']]);
    expect(bars({ ...open, timeline: [wait({ startedAtMs: 100, durationMs: null })] }, 1400)).toEqual([400, ['wait 25+75']]);
    expect(bars({ ...open, durationMs: 200, state: 'cancelled' })).toEqual([200, ['running 50+50']]);
  });

  it('begins with its run, whatever another run had begun before', () => {
    const timeline = [joined, attempt({ startedAtMs: -300, durationMs: 400 })];
    expect(bars({ timeline, durationMs: 200, startedAt: 0, state: 'succeeded' })).toEqual([200, ['–', 'answered 0+50']]);
  });

  it('draws a run that took no time at all', () => {
    expect(bars({ timeline: [attempt({ durationMs: 0 })], durationMs: 0, startedAt: 0, state: 'succeeded' })).toEqual([
      0,
      ['answered 0+100'],
    ]);
    expect(bars({ timeline: [], durationMs: null, startedAt: 0, state: 'interrupted' })).toEqual([0, []]);
  });
});

describe('waitedMs', () => {
  it('adds up the waits, as far as they lie within the run', () => {
    const timeline = [wait({ startedAtMs: -50, durationMs: 150 }), attempt(), wait({ startedAtMs: 300, durationMs: 200 }), joined];
    expect(waitedMs({ timeline, startedAt: 0, state: 'succeeded' }, 0)).toBe(300);
  });

  it('counts one that lasts up to now, and none that nobody saw the end of', () => {
    const timeline = [wait({ startedAtMs: 100, durationMs: null })];
    expect(waitedMs({ timeline, startedAt: 1000, state: 'running' }, 1400)).toBe(300);
    expect(waitedMs({ timeline, startedAt: 1000, state: 'interrupted' }, 1400)).toBe(0);
  });
});
