import { ConnectionId } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { isFiltered, journalQuery, periodStart } from './journal-filter.ts';

describe('journalQuery', () => {
  it('asks for what the address says and for nothing more', () => {
    expect(journalQuery({}, undefined, undefined)).toEqual({ limit: 100 });
    expect(journalQuery({ connection: 'gone', run: 'r1', text: '  ', period: 'hour' }, undefined, 5)).toEqual({ limit: 100, since: 5 });
    expect(
      journalQuery(
        { integration: 'github', operation: 'listIssues', category: 'not_found', state: 'failed', text: ' door ' },
        ConnectionId.parse('c1'),
        5,
      ),
    ).toEqual({
      limit: 100,
      connection: 'c1',
      integration: 'github',
      operation: 'listIssues',
      category: 'not_found',
      state: 'failed',
      since: 5,
      text: 'door',
    });
  });

  it('tells an open run from a filter', () => {
    expect([isFiltered({}), isFiltered({ run: 'r1' }), isFiltered({ run: 'r1', text: 'x' })]).toEqual([false, false, true]);
  });
});

describe('periodStart', () => {
  it('begins today at midnight, and the others so long ago', () => {
    const now = new Date(2026, 10, 22, 14, 30).getTime();
    expect(periodStart('today', now)).toBe(new Date(2026, 10, 22).getTime());
    expect([periodStart('hour', now), periodStart('week', now), periodStart('month', now)].map((at) => (now - at) / 3_600_000)).toEqual([
      1,
      7 * 24,
      30 * 24,
    ]);
  });
});
