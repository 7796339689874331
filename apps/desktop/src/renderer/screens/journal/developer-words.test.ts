import { expect, it } from 'vitest';
import { formatTime, shortPath } from './developer-words.ts';

it('names a source from the integration’s folder on, on every system', () => {
  expect(shortPath('/home/ada/integrations/wiz/libs/integrations/github/contract/src/issues.ts')).toBe('github/contract/src/issues.ts');
  expect(shortPath('C:\\wiz\\libs\\integrations\\github\\contract\\src\\issues.ts')).toBe('github/contract/src/issues.ts');
});

it('tells a moment to the millisecond', () => {
  expect(formatTime(new Date(2026, 10, 28, 9, 5, 7, 41).getTime())).toBe('09:05:07.041');
});
