import { field, read } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rowColumns } from './columns.ts';
import { hitGrouper, hitShape, markMatches } from './hits.ts';
import { sortRows, type Row } from './rows.ts';

const hit = z.object({
  path: field(z.string(), { label: 'Path', resource: 'path' }),
  line: z.int().nullable(),
  text: field(z.string(), { label: 'Text', format: 'code' }),
});
const input = z.object({});
const search = read({ title: 'Search', summary: 'S.', input, output: z.object({}), stream: { chunk: z.array(hit) } });
const list = read({
  title: 'List',
  summary: 'L.',
  input,
  output: z.object({
    entries: z.array(
      z.object({
        name: z.string(),
        size: field(z.number().nullable(), { label: 'Size', format: 'bytes' }),
        path: field(z.string().nullable(), { label: 'Path', resource: 'path' }),
      }),
    ),
  }),
  view: { as: 'table', items: 'entries' },
});

describe('rowColumns', () => {
  it('reads the columns of streamed rows and of a table from the contract', () => {
    expect(rowColumns(search).map(({ key, label, numeric }) => [key, label, numeric])).toEqual([
      ['path', 'Path', false],
      ['line', 'Line', true],
      ['text', 'Text', false],
    ]);
    expect(rowColumns(list).map(({ key, format, resource, numeric }) => [key, format, resource, numeric])).toEqual([
      ['name', undefined, undefined, false],
      ['size', 'bytes', undefined, true],
      ['path', undefined, 'path', false],
    ]);
  });
});

describe('hits', () => {
  const shape = { group: 'path', line: 'line', text: 'text' };

  it('recognises rows with a resource and a piece of code', () => {
    expect(hitShape(rowColumns(search))).toEqual(shape);
    expect(hitShape(rowColumns(list))).toBeUndefined();
  });

  it('groups by resource in order of arrival, also when pieces of one file come apart', () => {
    const rows: unknown[] = [
      { path: 'a', line: 1, text: 'x' },
      { path: 'b', line: null, text: 'b' },
    ];
    const grouper = hitGrouper(shape);
    expect(grouper.lines(rows, 1, new Set()).map(({ as, name }) => `${as} ${name}`)).toEqual(['group a', 'hit a']);
    rows.push({ path: 'a', line: 7, text: 'y' });
    expect(
      grouper
        .lines(rows, 3, new Set())
        .map((line) => (line.as === 'group' ? `${line.name} ${String(line.hits)}` : `${String(line.line)}:${line.text}`)),
    ).toEqual(['a 2', '1:x', '7:y', 'b 1', 'undefined:b']);
    expect(grouper.lines(rows, 3, new Set(['a'])).map(({ as, name }) => `${as} ${name}`)).toEqual(['group a', 'group b', 'hit b']);
  });

  it('marks every match and loses no character', () => {
    expect(markMatches('Foo and foo', 'foo', false)).toEqual([
      { text: 'Foo', hit: true },
      { text: ' and ', hit: false },
      { text: 'foo', hit: true },
    ]);
    expect(markMatches('Foo and foo', 'foo', true)).toEqual([
      { text: 'Foo and ', hit: false },
      { text: 'foo', hit: true },
    ]);
    expect(markMatches('a.c abc', 'a.c', true)).toEqual([
      { text: 'a.c', hit: true },
      { text: ' abc', hit: false },
    ]);
    expect(markMatches('İstanbul', 'stan', false)).toEqual([{ text: 'İstanbul', hit: false }]);
    expect(markMatches('abc', '', false)).toEqual([{ text: 'abc', hit: false }]);
  });
});

describe('sortRows', () => {
  const rows: readonly Row[] = [
    { n: 'b10', s: 2 },
    { n: 'B9', s: null },
    { n: 'a', s: 11 },
  ];
  const name = (row: Row | undefined) => row?.['n'];

  it('sorts numbers by size and words by reading order, and leaves the original alone', () => {
    expect(sortRows(rows, { key: 's', down: true }).map(name)).toEqual(['a', 'b10', 'B9']);
    expect(sortRows(rows, { key: 'n', down: false }).map(name)).toEqual(['a', 'B9', 'b10']);
    expect(name(rows[0])).toBe('b10');
  });

  it('puts what is empty last in both directions', () => {
    expect(name(sortRows(rows, { key: 's', down: false }).at(-1))).toBe('B9');
    expect(name(sortRows(rows, { key: 's', down: true }).at(-1))).toBe('B9');
  });
});
