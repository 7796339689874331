import { field, read, ref } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rowColumns } from './columns.ts';
import { hitGrouper, hitShape, markMatches } from './hits.ts';
import { sortRows, type Row } from './rows.ts';
import { tableLayout } from './table-layout.ts';
import { shortUrl, valueText } from './value-text.ts';

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

describe('tableLayout', () => {
  const repository = ref('listRepositories', { value: 'repository', label: 'repository' }, { label: 'Repository' });
  const issues = read({
    title: 'I',
    summary: 'I.',
    input,
    output: z.object({
      items: z.array(
        z.object({
          repository,
          number: ref('listIssues', { value: 'number', label: 'title' }, { label: 'Number' }, z.int()),
          title: z.string(),
          updated: field(z.number(), { label: 'Updated', format: 'time' }),
          id: field(z.string(), { label: 'Id', advanced: true }),
        }),
      ),
    }),
    view: { as: 'table', items: 'items' },
  });
  const repositories = z.object({ items: z.array(z.object({ repository, about: z.string() })) });
  const layout = (columns: Parameters<typeof tableLayout>[0], given: Row = {}) => {
    const { columns: shown, name } = tableLayout(columns, given);
    return [name, shown.map(({ key }) => key)];
  };

  it('hides a resource beside its name', () => {
    expect(layout(rowColumns(list))).toEqual(['name', ['name', 'size']]);
  });

  it('opens a row by what people call it, and shows the number beside it', () => {
    expect(layout(rowColumns(issues))).toEqual(['title', ['repository', 'number', 'title', 'updated']]);
    expect(rowColumns(issues).map(({ key, numeric }) => [key, numeric])[1]).toEqual(['number', false]);
  });

  it('leaves out a resource that every row has from the input', () => {
    expect(layout(rowColumns(issues), { repository: 'ada/engine' })).toEqual(['title', ['number', 'title', 'updated']]);
  });

  it('opens a row by its title also where its id is not shown, and shows what it belongs to', () => {
    const own = { value: 'thread', label: 'title' } as const;
    const row = z.object({
      thread: ref('listThreads', own, { label: 'Thread', advanced: true }),
      kind: z.string(),
      title: z.string(),
      repository: ref('listRepositories', { value: 'fullName', label: 'fullName' }, { label: 'Repository' }),
    });
    const threads = read({
      title: 'T',
      summary: 'T.',
      input,
      output: z.object({ items: z.array(row) }),
      view: { as: 'table', items: 'items' },
    });
    expect(layout(rowColumns(threads))).toEqual(['title', ['kind', 'title', 'repository']]);
  });

  it('takes the first column as name where the resource is its own name', () => {
    const own = read({ title: 'R', summary: 'R.', input, output: repositories, view: { as: 'table', items: 'items' } });
    expect(layout(rowColumns(own))).toEqual(['repository', ['repository', 'about']]);
  });

  it('gives every column a width, and the actions one more', () => {
    const { template, minWidth } = tableLayout(rowColumns(issues), { repository: 'x' });
    expect(template).toBe('minmax(64px, 0.5fr) minmax(200px, 2.4fr) minmax(150px, 1fr) 36px');
    expect(minWidth).toBe(64 + 200 + 150 + 36 + 3 * 24 + 24);
  });
});

describe('values as text', () => {
  it('keeps a number that names something as it is, and puts separators into quantities', () => {
    expect([valueText(12_345, {}), valueText(12_345, { resource: 'r' }), valueText(1500, { format: 'bytes' })]).toEqual([
      '12,345',
      '12345',
      '1.5 kB',
    ]);
  });

  it('joins lists of words and says a dash for nothing', () => {
    expect([valueText(['bug', 'urgent'], {}), valueText([], {}), valueText(null, {}), valueText('', {}), valueText(false, {})]).toEqual([
      'bug, urgent',
      '–',
      '–',
      '–',
      'No',
    ]);
  });

  it('shortens addresses of the web to what tells them apart, and knows no others', () => {
    expect([
      shortUrl('https://github.com/ada/engine/issues/12'),
      shortUrl('https://www.example.org/'),
      shortUrl('javascript:alert(1)'),
      shortUrl('file:///etc/passwd'),
      shortUrl('no address'),
      shortUrl(7),
    ]).toEqual(['github.com/…/12', 'example.org', undefined, undefined, undefined, undefined]);
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
