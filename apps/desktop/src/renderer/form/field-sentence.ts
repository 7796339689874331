import type { z } from 'zod';
import { formatCount } from '../text/format.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

function bound(issue: Issue, word: 'least' | 'most', limit: unknown): string | undefined {
  if (typeof limit !== 'number') return undefined;
  if (issue.origin === 'string') {
    if (word === 'least' && limit === 1) return 'Fill this in.';
    return `Use at ${word} ${formatCount(limit)} ${limit === 1 ? 'character' : 'characters'}.`;
  }
  if (issue.origin === 'array') return `Give at ${word} ${formatCount(limit)}.`;
  return `Use a number of at ${word} ${formatCount(limit)}.`;
}

/** A plain sentence for what a schema refuses; the contract's own sentences come first, and this is asked only where it has none. */
export function fieldSentence(issue: Issue): string | undefined {
  switch (issue.code as string) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === '') return 'Fill this in.';
      return issue.expected === 'int' ? 'Use a whole number.' : issue.expected === 'number' ? 'Use a number.' : 'This does not fit here.';
    case 'invalid_value':
      return issue.input === undefined ? 'Choose one.' : 'Choose one of the options.';
    case 'too_small':
      return bound(issue, 'least', issue.minimum);
    case 'too_big':
      return bound(issue, 'most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'url' ? 'Use a full address, such as https://example.com.' : 'This does not have the right form.';
    default:
      return undefined;
  }
}
