import { expect, it } from 'vitest';
import { keepHint } from './secret-keep-hint.ts';

it('says that a secret is set, with its end where that may be shown', () => {
  expect(keepHint({ hint: 'abcd' })).toBe('Set, ends in …abcd — leave empty to keep');
  expect(keepHint({ hint: null })).toBe('Set — leave empty to keep');
});
