import { describe, expect, it } from 'vitest';
import { journalSearch } from './journal-search.ts';

describe('journalSearch', () => {
  it('takes what fits from an address and leaves out the rest', () => {
    expect(journalSearch({ connection: 'c1', state: 'failed', run: 'r1', other: 'x' })).toEqual({
      connection: 'c1',
      state: 'failed',
      run: 'r1',
    });
    expect(journalSearch({ connection: '', state: 'exploded', run: 7 })).toEqual({});
  });
});
