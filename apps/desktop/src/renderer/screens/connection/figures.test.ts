import type { CallCounts, WindowMetrics } from '@wiz/core';
import { describe, expect, it } from 'vitest';
import { countLines, latency, successShare } from './figures.ts';

const counts = (some: Partial<CallCounts>): CallCounts => ({ calls: 0, succeeded: 0, failed: 0, cancelled: 0, byCategory: {}, ...some });
const recent = (some: Partial<CallCounts>): WindowMetrics => ({
  ...counts(some),
  windowMs: 300_000,
  p50: null,
  p95: null,
  p99: null,
  max: null,
});

describe('countLines', () => {
  it('shows the kinds of failures that occurred, the most frequent first, in the person’s words', () => {
    const lines = countLines({
      window: recent({ calls: 3, succeeded: 1, failed: 2, byCategory: { timeout_error: 2 } }),
      total: counts({ calls: 1200, succeeded: 1190, failed: 9, cancelled: 1, byCategory: { network_error: 2, timeout_error: 7 } }),
    });
    expect(lines.map(({ label, recent: now, total, detail }) => [label, now, total, detail])).toEqual([
      ['Calls', '3', '1,200', false],
      ['Succeeded', '1', '1,190', false],
      ['Failed', '2', '9', false],
      ['It took too long', '2', '7', true],
      ['No connection', '0', '2', true],
      ['Cancelled', '0', '1', false],
    ]);
  });
});

describe('successShare', () => {
  it.each([
    [0, 0, '–'],
    [3, 0, '100 %'],
    [0, 3, '0 %'],
    [1, 2, '33 %'],
    [99_999, 1, '99 %'],
    [1, 99_999, '1 %'],
  ])('%i that succeeded and %i that failed are %s', (succeeded, failed, share) => {
    expect(successShare(counts({ succeeded, failed }))).toBe(share);
  });

  it('leaves out what was cancelled', () => {
    expect(successShare(counts({ calls: 4, succeeded: 1, failed: 1, cancelled: 2 }))).toBe('50 %');
  });
});

describe('latency', () => {
  it('is a dash while nothing was measured', () => {
    expect([latency(null), latency(12)]).toEqual(['–', '12 ms']);
  });
});
