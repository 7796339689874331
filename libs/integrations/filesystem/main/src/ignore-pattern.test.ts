import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { fits, ignorePattern } from './ignore-pattern.ts';

const lines = [
  ...['*.log', '/build', 'build/', 'a/b', '/a/*/c', '**/c', 'a/**', 'a/**/c', '**/b/**', '*', '**', '**/*.log', 'foo*bar*'],
  ...['?.log', '[ab].log', '[!ab].log', '[a-c]', '\\#x', '\\!x', 'x\\ ', 'x  ', '# x', '', 'A', '*a*b', 'a**b', '[', 'x[1].log', '*.[oa]'],
];
const ways = [
  ...['a', 'b', 'c', 'x', 'x ', '#x', '!x', 'a.log', 'c.log', 'build', 'a/b', 'a/b/c', 'a/c', 'b/c', 'a/x/y/c', 'x/build', 'x/a/b'],
  ...['foo1bar2', 'aab', 'ab', 'A', 'x1.log', 'z.o', 'a/z.a', 'deep/er/a.log'],
];

/** Nobody asks for what is in a folder that is left out: only the entry itself counts. */
function isFittedBy(line: string, way: string, isFolder: boolean): boolean {
  const names = way.split('/');
  const pattern = ignorePattern(line);
  const upTo = (length: number): boolean =>
    pattern !== undefined && fits(pattern, names.slice(0, length), length < names.length || isFolder);
  return names.some((_, index) => upTo(index + 1));
}

describe('one rule', () => {
  it.each(lines)('fits what the library of others says that it fits: “%s”', (line) => {
    const others = ignore().add(line);
    for (const way of ways)
      for (const isFolder of [false, true])
        expect([way, isFolder, isFittedBy(line, way.toLowerCase(), isFolder)]).toEqual([
          way,
          isFolder,
          others.ignores(way + (isFolder ? '/' : '')),
        ]);
  });

  it('takes few steps, however many stars it has', () => {
    const [deep, long] = [Array.from({ length: 2000 }, () => 'a'), 'a'.repeat(255)];
    for (const [line, names] of [
      [`${'**/a/'.repeat(100)}b`, deep],
      [`${'*a'.repeat(100)}*b`, [long]],
    ] as const) {
      const pattern = ignorePattern(line);
      expect(pattern !== undefined && fits(pattern, names, false)).toBe(false);
    }
  });
});
