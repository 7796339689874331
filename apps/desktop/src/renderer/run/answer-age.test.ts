import { describe, expect, it } from 'vitest';
import { answerAge } from './answer-age.ts';

describe('answerAge', () => {
  it('says as of when an answer is that does not come just now, the weightiest reason first', () => {
    const age = (cached: boolean, stale: boolean, changed: boolean) => answerAge({ cached, stale }, changed, '14:02');
    expect(age(false, false, false)).toBeUndefined();
    expect(age(true, false, false)).toBe('Kept answer, as of 14:02.');
    expect(age(true, true, false)).toBe('Not fresh: this is as of 14:02.');
    expect(age(true, true, true)).toBe('Changed since: this is as of 14:02.');
    expect(age(false, false, true)).toBe('Changed since: this is as of 14:02.');
  });
});
