import { describe, expect, it } from 'vitest';
import { journalSearch } from './journal-search.ts';

describe('journalSearch', () => {
  it('takes what fits from an address and leaves out the rest', () => {
    const all = {
      connection: 'c1',
      state: 'failed',
      integration: 'github',
      operation: 'listIssues',
      category: 'not_found',
      period: 'week',
      text: 'door',
      run: 'r1',
    };
    expect(journalSearch({ ...all, other: 'x' })).toEqual(all);
    expect(journalSearch({ connection: '', state: 'exploded', category: 'toString', period: 'age', text: '', run: 7 })).toEqual({});
  });

  it('knows an operation only with its integration, and cuts a text that the journal would refuse', () => {
    expect(journalSearch({ operation: 'listIssues' })).toEqual({});
    expect(journalSearch({ text: 'x'.repeat(300) }).text).toHaveLength(200);
  });
});
