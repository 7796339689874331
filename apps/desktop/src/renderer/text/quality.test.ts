import { contracts, quality } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { qualityLook } from './quality.ts';

describe('the quality of an integration, told', () => {
  it('names the tier and says what it means and how many rules that is', () => {
    expect(qualityLook({ tier: 'silver', met: 47, exempt: 0 })).toEqual({
      word: 'Silver',
      details: [
        'All of bronze, and it behaves when things go wrong: nothing is done twice, pauses are kept, and Cancel stops at once.',
        'It meets all 47 rules up to silver.',
      ],
    });
  });

  it.each([
    [1, 'It meets all 60 rules up to gold. One more does not fit this system.'],
    [3, 'It meets all 60 rules up to gold. 3 more do not fit this system.'],
  ])('says of %i rules that they do not fit', (exempt, said) => {
    expect(qualityLook({ tier: 'gold', met: 60, exempt }).details.at(-1)).toBe(said);
  });

  it('is there for every integration', () => {
    expect(Object.keys(quality)).toEqual(Object.keys(contracts));
    for (const one of Object.values(quality)) expect(qualityLook(one).details).toHaveLength(2);
  });
});
