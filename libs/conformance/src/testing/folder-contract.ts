import { cursor, defineContract, destructive, field, page, read, ref, secret, write } from '@wiz/integration-kit/contract';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';

const name = () =>
  ref(
    'listFiles',
    { value: 'name', label: 'name' },
    { label: 'File' },
    z.string().min(1, 'choose one').max(5000).regex(/^[^#]/, 'choose one'),
  );
const place = () => field(z.string().min(1, 'choose a file').max(5000, 'it is too long'), { label: 'Path', resource: 'path' });

/** A folder that exists for the kit’s own tests. */
export const folderSample = defineContract({
  id: 'foldersample',
  name: 'Shelf',
  kind: 'filesystem',
  owner: '@wiz/core',
  about: 'Files of one folder.',
  docs: 'https://example.com',
  config: z.object({ root: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  page: samplePage,
  operations: {
    listFiles: read({
      title: 'List files',
      summary: 'Lists.',
      input: z.object({ cursor: cursor() }),
      output: page(z.object({ name: field(z.string(), { label: 'Name' }) }), 'Files'),
      view: { as: 'table', items: 'items' },
    }),
    readFile: read({
      title: 'Read a file',
      summary: 'Reads.',
      input: z.object({ file: name() }),
      output: z.object({ text: field(z.string(), { label: 'Text' }) }),
    }),
    writeFile: write({
      title: 'Write a file',
      summary: 'Writes.',
      input: z.object({ path: place(), text: z.string() }),
      output: z.object({ path: field(z.string(), { label: 'Path' }) }),
    }),
    dropFile: destructive({
      title: 'Drop a file',
      summary: 'Moves it to the trash.',
      input: z.object({ path: place() }),
      output: z.object({ path: field(z.string(), { label: 'Path' }) }),
    }),
  },
});
