import { isIntegrationError } from '@wiz/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryName } from './entry-name.ts';
import { ListPage } from './list-page.ts';
import type { Line } from './names-in.ts';

function pageOf(lines: readonly Line[], limit: number, cursor: string | undefined): ReturnType<ListPage['finish']> {
  const page = new ListPage(limit, cursor);
  for (const line of lines) page.add(line);
  expect(page.total).toBe(lines.length);
  return page.finish();
}

it('gives every line exactly once over its pages, in the same order whatever the pages’ size', () => {
  const line = fc.tuple(
    fc.uint8Array({ minLength: 1, maxLength: 3 }),
    fc.constantFrom('file' as const, 'folder' as const, 'link' as const),
  );
  const folder = fc.uniqueArray(line, { maxLength: 300, selector: ([bytes]) => Buffer.from(bytes).toString('hex') });
  fc.assert(
    fc.property(folder, fc.integer({ min: 1, max: 50 }), (entries, limit) => {
      const lines = entries.map(([bytes, kind]): Line => ({ ...entryName(Buffer.from(bytes)), kind }));
      const whole = pageOf(lines, 10_000, undefined).lines;
      const paged: Line[] = [];
      let cursor: string | null = null;
      do {
        const page = pageOf(lines, limit, cursor ?? undefined);
        paged.push(...page.lines);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      expect(paged).toHaveLength(lines.length);
    }),
    { numRuns: 50 },
  );
});

it('sorts folders first and numbers by their value', () => {
  const lines = ['b10', 'b2', 'a'].map((name): Line => ({ ...entryName(Buffer.from(name)), kind: 'file' }));
  const { lines: sorted } = pageOf([...lines, { ...entryName(Buffer.from('z')), kind: 'folder' }], 10, undefined);
  expect(sorted.map(({ shown }) => shown)).toEqual(['z', 'a', 'b2', 'b10']);
});

it('refuses a cursor that no page gave', () => {
  expect(() => new ListPage(10, '../../etc')).toThrow(
    expect.toSatisfy((error) => isIntegrationError(error) && error.category === 'validation_error'),
  );
});
