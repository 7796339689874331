import type { StandInDescription } from '@wiz/conformance';
import type { filesystem } from '@wiz/contract-filesystem';
import { readdir } from 'node:fs/promises';
import { folderFixture } from './folder-fixture.ts';

const files: Readonly<Record<string, string>> = {
  'read-me.md': '# A folder to hold to the laws\n',
  'notes/today.txt': 'Send the invoice for October.\nCall Ada about the engine.\n',
  'notes/ideas.txt': 'A list of everything that is late.\n',
  'notes/old/last-year.txt': 'The invoice of last year.\n',
  'invoices/2026-10.csv': 'number,to,amount\n1041,Lovelace Ltd,1200\n',
};

/** What the conformance kit holds the folder’s integration to the laws with. */
export const standIn: StandInDescription<typeof filesystem> = {
  start: async () => {
    const fixture = await folderFixture(files);
    const placesAtFirst = (await readdir(fixture.path, { recursive: true })).length;
    return {
      over: 'folder',
      path: fixture.path,
      connection: (address) => ({ config: { root: address }, secrets: {} }),
      changes: async () => Math.abs((await readdir(fixture.path, { recursive: true })).length - placesAtFirst),
      close: () => fixture.dispose(),
    };
  },
  examples: {
    search: { query: 'invoice' },
    read: { path: 'notes/today.txt' },
    write: { path: 'notes/new.txt', text: 'Written to try it.\n' },
    list: { path: 'notes', limit: 2 },
    stat: { path: 'notes/today.txt' },
    createFolder: { path: 'notes/2026/november' },
    delete: { path: 'notes/ideas.txt' },
  },
};
