import { defineContract, destructive, field, idempotent, read, write } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columnsOf } from './columns.ts';
import type { Row } from './rows.ts';
import { editOf, relatedFinder, renewedValues } from './related.ts';

const path = (values?: readonly string[]) =>
  field(z.string(), { label: 'Path', resource: 'path', ...(values === undefined ? {} : { offeredFor: { column: 'kind', values } }) });
const version = () => field(z.string(), { label: 'Version', resource: 'version', advanced: true });
const contract = defineContract({
  id: 'fake',
  name: 'Fake',
  kind: 'filesystem',
  owner: '@wiz/fake',
  about: 'A.',
  docs: 'docs',
  config: z.object({}),
  operations: {
    remove: destructive({ title: 'Remove', summary: 'R.', input: z.object({ path: path() }), output: z.object({}) }),
    seek: read({ title: 'Seek', summary: 'S.', input: z.object({ query: z.string(), path: path(['folder']) }), output: z.object({}) }),
    list: read({ title: 'List', summary: 'L.', input: z.object({ path: path(['folder']) }), output: z.object({}) }),
    read: read({
      title: 'Read',
      summary: 'R.',
      input: z.object({ path: path(['file']) }),
      output: z.object({ path: path(), body: z.string(), version: version() }),
      view: { as: 'text', text: 'body' },
    }),
    save: write({
      title: 'Save',
      summary: 'S.',
      input: z.object({ path: path(), text: field(z.string(), { label: 'Text', widget: 'text' }), version: version().optional() }),
      output: z.object({ version: version() }),
    }),
    touch: idempotent({ title: 'Touch', summary: 'T.', input: z.object({ at: path() }), output: z.object({}) }),
    other: read({ title: 'Other', summary: 'O.', input: z.object({ id: z.string() }), output: z.object({}) }),
  },
});
const related = relatedFinder(contract);
const rowSchema = z.object({ path: path(), kind: z.string() });

describe('relatedFinder', () => {
  it('offers what takes the same resource, safest first and first what needs nothing more, filled in at the right field', () => {
    const offers = related(columnsOf(rowSchema), { path: 'a.txt', kind: 'file' });
    expect(offers.map(({ name, values }) => [name, values])).toEqual([
      ['read', { path: 'a.txt' }],
      ['touch', { at: 'a.txt' }],
      ['remove', { path: 'a.txt' }],
    ]);
  });

  it('keeps to the rows that the contract names', () => {
    expect(related(columnsOf(rowSchema), { path: 'a', kind: 'folder' }).map(({ name }) => name)).toEqual([
      'list',
      'seek',
      'touch',
      'remove',
    ]);
    expect(related(columnsOf(rowSchema), { path: 'a' }).map(({ name }) => name)).toEqual(['list', 'read', 'seek', 'touch', 'remove']);
  });

  it('offers the operation that the rows came from only where the row says that it fits', () => {
    const names = (row: Row) => related(columnsOf(rowSchema), row, 'list').map(({ name }) => name);
    expect([names({ path: 'a', kind: 'folder' })[0], names({ path: 'a' })[0]]).toEqual(['list', 'read']);
  });

  it('offers nothing for a row whose resource cannot be named', () => {
    expect(related(columnsOf(rowSchema), { path: null, kind: 'file' })).toEqual([]);
  });
});

describe('editing', () => {
  it('opens the saving operation with text, path and version of what was read', () => {
    const edit = editOf(contract, contract.operations.read, { path: 'a.txt' }, { path: 'a.txt', body: 'hello', version: 'v1' });
    expect([edit?.name, edit?.values]).toEqual(['save', { path: 'a.txt', text: 'hello', version: 'v1' }]);
    expect(editOf(contract, contract.operations.list, {}, {})).toBeUndefined();
  });

  it('takes the new version after saving, so that saving again is no conflict', () => {
    expect(renewedValues(contract.operations.save, { version: 'v2' })).toEqual({ version: 'v2' });
    expect(renewedValues(contract.operations.read, { version: 'v2', path: 'x' })).toEqual({});
  });
});
