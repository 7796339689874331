import { defineContract, destructive, field, idempotent, read, ref, write } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkOf } from './check-read.ts';
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
  secrets: z.object({}),
  page: contracts.filesystem.page,
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

describe('rows that name several resources', () => {
  const repository = () => ref('listRepositories', { value: 'fullName', label: 'fullName' }, { label: 'Repository' });
  const number = (states?: readonly string[]) =>
    ref(
      'listIssues',
      { value: 'number', label: 'title', given: ['repository'] },
      { label: 'Issue', ...(states === undefined ? {} : { offeredFor: { column: 'state', values: states } }) },
      z.int(),
    );
  const text = () => field(z.string().min(1), { label: 'Comment', widget: 'text' });
  const place = () => field(z.string(), { label: 'Place', resource: 'place' });
  const issueRow = z.object({ repository: repository(), number: number(), title: z.string(), state: z.string() });
  const repositoryRow = z.object({ fullName: repository() });
  const rows = <T extends z.ZodObject>(row: T) => z.object({ items: z.array(row) });
  const table = { as: 'table', items: 'items' } as const;
  const hub = defineContract({
    id: 'hub',
    name: 'Hub',
    kind: 'rest',
    owner: '@wiz/hub',
    about: 'A.',
    docs: 'docs',
    config: z.object({}),
    secrets: z.object({}),
    page: contracts.filesystem.page,
    operations: {
      listRepositories: read({ title: 'R', summary: 'R.', input: z.object({}), output: rows(repositoryRow), view: table }),
      listIssues: read({ title: 'L', summary: 'L.', input: z.object({ repository: repository() }), output: rows(issueRow), view: table }),
      getIssue: read({ title: 'G', summary: 'G.', input: z.object({ repository: repository(), number: number() }), output: issueRow }),
      commentIssue: write({
        title: 'C',
        summary: 'C.',
        input: z.object({ repository: repository(), number: number(), body: text() }),
        output: z.object({}),
        invalidates: ['listIssues', 'getIssue'],
      }),
      createIssue: write({
        title: 'N',
        summary: 'N.',
        input: z.object({ repository: repository(), title: z.string(), body: text().optional() }),
        output: z.object({}),
        invalidates: ['listIssues'],
      }),
      closeIssue: idempotent({
        title: 'X',
        summary: 'X.',
        input: z.object({ repository: repository(), number: number(['open']) }),
        output: z.object({}),
      }),
      move: idempotent({ title: 'M', summary: 'M.', input: z.object({ from: place(), to: place() }), output: z.object({}) }),
    },
  });
  const offers = relatedFinder(hub);
  const issue = { repository: 'ada/engine', number: 12, title: 'Door', state: 'open' };
  const names = (row: Row, from?: string) => offers(columnsOf(issueRow), row, from).map(({ name }) => name);

  it('fill in all of them, numbers too, and begin with what speaks of exactly this row', () => {
    expect(offers(columnsOf(issueRow), issue, 'listIssues').map(({ name, values }) => [name, values])).toEqual([
      ['getIssue', { repository: 'ada/engine', number: 12 }],
      ['closeIssue', { repository: 'ada/engine', number: 12 }],
      ['commentIssue', { repository: 'ada/engine', number: 12 }],
      ['createIssue', { repository: 'ada/engine' }],
    ]);
  });

  it('are not offered what needs a resource that they do not name', () => {
    const shown = offers(columnsOf(repositoryRow), { fullName: 'ada/engine' }).map(({ name, values }) => [name, values]);
    expect(shown).toEqual([
      ['listIssues', { repository: 'ada/engine' }],
      ['createIssue', { repository: 'ada/engine' }],
    ]);
    expect(names({ ...issue, number: null })).toEqual(['listIssues', 'createIssue']);
    expect(names({ ...issue, repository: '' })).toEqual([]);
  });

  it('keep to the rows that the contract names for any of the resources', () => {
    expect(names({ ...issue, state: 'closed' }, 'listIssues')).toEqual(['getIssue', 'commentIssue', 'createIssue']);
  });

  it('fill one field only where two take the same kind of resource', () => {
    expect(offers([{ key: 'path', resource: 'place' }], { path: 'a' })).toMatchObject([{ name: 'move', values: { from: 'a' } }]);
  });

  it('open the read that shows most of what an unanswered change may have done', () => {
    const input = { repository: 'ada/engine', number: 12, body: 'Hello' };
    expect(checkOf(hub, hub.operations.commentIssue, input)).toMatchObject({
      name: 'getIssue',
      values: { repository: 'ada/engine', number: 12 },
    });
    expect(checkOf(hub, hub.operations.createIssue, { repository: 'ada/engine', title: 'Door' })).toMatchObject({
      name: 'listIssues',
      values: { repository: 'ada/engine' },
    });
  });

  it('open none where no read can be filled in, or none is touched', () => {
    expect(checkOf(hub, hub.operations.createIssue, { title: 'Door' })).toBeUndefined();
    expect(checkOf(hub, hub.operations.closeIssue, issue)).toBeUndefined();
  });

  it('open no list of things to which something was added, but one that shows what became of them', () => {
    const invalidates = ['listRepositories'];
    expect(checkOf(hub, { ...hub.operations.commentIssue, invalidates }, issue)).toBeUndefined();
    expect(checkOf(hub, { ...hub.operations.closeIssue, invalidates }, issue)).toMatchObject({ name: 'listRepositories' });
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
