import { cursor, defineContract, destructive, field, idempotent, page, read, ref, secret, write } from '@wiz/integration-kit/contract';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';

const thing = () => ref('listThings', { value: 'id', label: 'name' }, { label: 'Thing' }, z.string().regex(/^t\d+$/, 'choose one'));
const Thing = z.object({ id: field(z.string(), { label: 'Id' }), name: field(z.string(), { label: 'Name' }) });

/** A small REST system that exists for the kit’s own tests: one operation of each kind. */
export const sample = defineContract({
  id: 'sample',
  name: 'Sample',
  kind: 'rest',
  owner: '@wiz/core',
  about: 'Things with names.',
  docs: 'https://example.com',
  config: z.object({ baseUrl: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  health: { probe: 'listThings', asks: 'The first page.' },
  page: samplePage,
  operations: {
    listThings: read({
      title: 'List things',
      summary: 'Lists.',
      input: z.object({ cursor: cursor() }),
      output: page(Thing, 'Things'),
      view: { as: 'table', items: 'items' },
      cache: { ttlMs: 30_000 },
    }),
    getThing: read({ title: 'Show a thing', summary: 'Shows.', input: z.object({ thing: thing() }), output: Thing }),
    exportThings: read({
      title: 'Export things',
      summary: 'Exports all pages.',
      input: z.object({}),
      output: z.object({ things: z.number() }),
      stream: { chunk: z.array(Thing) },
    }),
    renameThing: idempotent({
      title: 'Rename a thing',
      summary: 'Renames.',
      input: z.object({ thing: thing(), name: z.string() }),
      output: Thing,
      invalidates: ['listThings'],
    }),
    addThing: write({
      title: 'Add a thing',
      summary: 'Adds.',
      input: z.object({ name: z.string() }),
      output: Thing,
      invalidates: ['listThings'],
    }),
    orderThing: write({
      title: 'Order a thing',
      summary: 'Adds once for each key.',
      input: z.object({ name: z.string() }),
      output: Thing,
      idempotencyKey: true,
      invalidates: ['listThings'],
    }),
    dropThing: destructive({
      title: 'Drop a thing',
      summary: 'Drops.',
      input: z.object({ thing: thing() }),
      output: z.object({ dropped: z.string() }),
      invalidates: ['listThings'],
    }),
  },
});
