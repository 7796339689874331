import { describe, expect, it } from 'vitest';
import { quantile, row } from './report.mjs';

describe('quantile', () => {
  it('interpolates between samples', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3], 0.5)).toBe(2);
    expect(quantile([5], 0.95)).toBe(5);
  });

  it('refuses to speak about nothing', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

describe('row', () => {
  it('sets the two sides beside each other and judges the goal', () => {
    const made = row({
      name: 'start',
      unit: 'ms',
      samples: [300, 320],
      peer: { name: 'empty', samples: [200] },
      goal: '1.6 ×',
      meets: ({ ratio }) => ratio <= 1.6,
    });
    expect(made).toMatchObject({ median: 310, peerMedian: 200, ratio: 1.55, met: true, rounds: 2 });
  });

  it('leaves out what it was not told', () => {
    expect(row({ name: 'x', unit: 'ms', samples: [1] })).not.toHaveProperty('ratio');
  });
});
