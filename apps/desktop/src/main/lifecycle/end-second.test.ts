import { expect, it } from 'vitest';
import { endSecond } from './end-second.ts';

function second(dev: boolean) {
  const seen: string[] = [];
  endSecond(
    {
      getPath: () => '/data',
      quit: () => seen.push('quit'),
      exit: (code) => seen.push(`exit ${String(code)}`),
    },
    dev,
    {
      write: (text, written) => {
        seen.push(text);
        written();
      },
    },
  );
  return seen;
}

it('ends without a word where the first one’s window is what the person wants', () => {
  expect(second(false)).toEqual(['quit']);
});

it('says so to who develops, and then ends with a failure', () => {
  expect(second(true)).toEqual([expect.stringMatching(/^Project Wiz runs already with the data folder \/data\. .*\n$/), 'exit 1']);
});
