import type { StartDevStandIn } from '@wiz/integration-kit/testing';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderFixture } from './folder-fixture.ts';

const files: Readonly<Record<string, string>> = {
  'read-me.md': '# A folder to try things in\n\nIt was made by `npm run dev`. Change it as you like: what is there is never overwritten.\n',
  'notes/today.txt': 'Send the invoice for October.\nCall Ada about the engine.\n',
  'notes/ideas.txt': 'A list of everything that is late.\n',
  'invoices/2026-10.csv': 'number,to,amount\n1041,Lovelace Ltd,1200\n1042,Babbage & Sons,310\n',
  'invoices/2026-11.csv': 'number,to,amount\n1043,Lovelace Ltd,640\n',
};

/** A folder with a few files, for development. It is kept where a place is given, with what was changed in it. */
export const devStandIn: StartDevStandIn = async (_log, place) => {
  const label = 'Demo folder';
  if (place === undefined) {
    const fixture = await folderFixture(files);
    return { connection: { label, config: { root: fixture.path }, secrets: {} }, close: () => fixture.dispose() };
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(place.folder, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  return { connection: { label, config: { root: place.folder }, secrets: {} }, close: () => Promise.resolve() };
};
