import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineScanner, type LineHit } from './line-scanner.ts';
import { textFinder } from './text-finder.ts';

function scan(pieces: readonly string[], query: string, caseSensitive = false): LineHit[] {
  const scanner = new LineScanner(textFinder(query, caseSensitive));
  return [...pieces.flatMap((piece) => [...scanner.push(piece)]), ...scanner.finish()];
}

function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
}

describe('finding lines', () => {
  it('names line, column and text of the first find in each line', () => {
    expect(scan(['one\n  two needle needle\r\nthree\nNeedle'], 'needle')).toEqual([
      { line: 2, column: 7, text: 'two needle needle' },
      { line: 4, column: 1, text: 'Needle' },
    ]);
  });

  it('finds the same wherever the content is cut into pieces', () => {
    const line = fc.array(fc.constantFrom('ab', 'a', 'b', ' ', 'AB', 'é', '🙂'), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const text = lines.join('\n');
        const expected = lines.flatMap((content, index) => {
          const at = content.toLowerCase().indexOf('ab');
          return at === -1 ? [] : [{ line: index + 1, column: at + 1, text: content.trim() }];
        });
        expect(scan(pieces(text, size), 'ab')).toEqual(expected);
      }),
    );
  });

  it('cuts a long line around the find', () => {
    const [hit] = scan([`${'x'.repeat(1000)}needle${'y'.repeat(1000)}\n`], 'needle');
    expect(hit?.column).toBe(1001);
    expect(hit?.text).toMatch(/^…x{80}needley+…$/);
    expect(hit?.text.length).toBeLessThanOrEqual(302);
  });

  it('finds the text once in an endless line, also across a cut, and counts on after it', () => {
    const filler = 'x'.repeat(65_536);
    for (const gap of [0, 1, 2, 3, 4, 5, 6]) {
      const text = `${filler}${filler}${'x'.repeat(65_536 - gap)}needle${filler}needle${filler}\nneedle`;
      const hits = scan(pieces(text, 65_536), 'needle');
      expect(hits.map(({ line, column }) => [line, column])).toEqual([
        [1, 3 * 65_536 - gap + 1],
        [2, 1],
      ]);
      expect(hits[0]?.text).toMatch(/^…x{80}needlex+…$/);
    }
  });

  it('takes every character of the text for itself', () => {
    expect(scan(['a.b\n', 'axb\n', '(x)[y]{z}^$|?*+\\/-'], 'a.b')).toHaveLength(1);
    expect(scan(['(x)[y]{z}^$|?*+\\/-'], '(x)[y]{z}^$|?*+\\/-')).toHaveLength(1);
  });

  it('tells capitals apart only when asked, and takes both ways of writing an accent', () => {
    expect(scan(['GRÜN'], 'grün')).toHaveLength(1);
    expect(scan(['GRÜN'], 'grün', true)).toHaveLength(0);
    expect(scan(['gru\u0308n'], 'grün', true)).toHaveLength(1);
    expect(scan(['grün'], 'gru\u0308n', true)).toHaveLength(1);
  });
});
