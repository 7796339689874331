import { cursor, defineContract, destructive, field, page, read, ref, secret, write } from '@wiz/integration-kit/contract';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';

const note = () => ref('listNotes', { value: 'id', label: 'text' }, { label: 'Note' }, z.string().regex(/^n\d+$/, 'choose one'));
const Note = z.object({ id: field(z.string(), { label: 'Id' }), text: field(z.string(), { label: 'Text' }) });

/** A small service over tcp that exists for the kit’s own tests. */
export const tcpSample = defineContract({
  id: 'tcpsample',
  name: 'Notes',
  kind: 'service',
  owner: '@wiz/core',
  about: 'Notes with texts.',
  docs: 'https://example.com',
  config: z.object({ baseUrl: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  page: samplePage,
  operations: {
    listNotes: read({
      title: 'List notes',
      summary: 'Lists.',
      input: z.object({ cursor: cursor() }),
      output: page(Note, 'Notes'),
      view: { as: 'table', items: 'items' },
      cache: { ttlMs: 30_000 },
    }),
    getNote: read({ title: 'Show a note', summary: 'Shows.', input: z.object({ note: note() }), output: Note }),
    addNote: write({
      title: 'Add a note',
      summary: 'Adds.',
      input: z.object({ text: z.string() }),
      output: Note,
      invalidates: ['listNotes'],
    }),
    dropNote: destructive({
      title: 'Drop a note',
      summary: 'Drops.',
      input: z.object({ note: note() }),
      output: z.object({ dropped: z.string() }),
      invalidates: ['listNotes'],
    }),
  },
});
