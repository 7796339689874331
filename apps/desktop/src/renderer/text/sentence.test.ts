import { describe, expect, it } from 'vitest';
import { asSentence, fillSentence, withoutAdvice } from './sentence.ts';

describe('fillSentence', () => {
  it('fills in fields of the output, numbers with separators', () => {
    expect(fillSentence('{matches} matches in “{path}”.', { matches: 12_345, path: 'notes' })).toBe('12,345 matches in “notes”.');
  });

  it('leaves out what the output does not have and what is not a plain value', () => {
    expect(fillSentence('Found {a}{b}{toString}.', { b: { c: 1 } })).toBe('Found .');
    expect(fillSentence('Done.', null)).toBe('Done.');
  });
});

describe('asSentence', () => {
  it('gives a reason a capital and a full stop, once', () => {
    expect(['choose a folder', 'Fill this in.', ' really? ', ''].map(asSentence)).toEqual([
      'Choose a folder.',
      'Fill this in.',
      'Really?',
      '',
    ]);
  });
});

describe('withoutAdvice', () => {
  it('takes off the advice to try again, and nothing else', () => {
    expect(
      [
        'The connection was lost. Try again.',
        'It took too long. Try again in a minute.',
        'It may have been done; check first.',
        'Try again.',
        'The connection was lost. It may have been done; check before you run it again.',
        'Look first, then try again.',
      ].map(withoutAdvice),
    ).toEqual([
      'The connection was lost.',
      'It took too long.',
      'It may have been done; check first.',
      'Try again.',
      'The connection was lost.',
      'Look first, then try again.',
    ]);
  });
});
