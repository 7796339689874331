import { describe, expect, it } from 'vitest';
import { addCounts, countCall, noCounts } from './call-counts.ts';

describe('call counts', () => {
  it('keep successes, failures by category and cancelled calls apart', () => {
    const counts = noCounts();
    for (const category of [undefined, 'conflict', 'cancelled', 'conflict', 'not_found', undefined, undefined] as const)
      countCall(counts, category);
    expect(counts).toEqual({ calls: 7, succeeded: 3, failed: 3, cancelled: 1, byCategory: { conflict: 2, not_found: 1 } });
  });

  it('add up, and leave what was added as it was', () => {
    const sum = { calls: 4, succeeded: 1, failed: 2, cancelled: 1, byCategory: { conflict: 1, not_found: 1 } };
    const more = { calls: 9, succeeded: 2, failed: 3, cancelled: 4, byCategory: { conflict: 2, network_error: 1 } };
    addCounts(sum, more);
    expect(sum).toEqual({ calls: 13, succeeded: 3, failed: 5, cancelled: 5, byCategory: { conflict: 3, not_found: 1, network_error: 1 } });
    expect(more.byCategory).toEqual({ conflict: 2, network_error: 1 });
  });

  it('stay exact up to 2⁵³', () => {
    const counts = { ...noCounts(), calls: 2 ** 53 - 2, succeeded: 2 ** 53 - 2 };
    countCall(counts, undefined);
    expect(counts).toMatchObject({ calls: 2 ** 53 - 1, succeeded: 2 ** 53 - 1 });
  });
});
