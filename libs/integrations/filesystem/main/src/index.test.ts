import { filesystem } from '@wiz/contract-filesystem';
import { implement } from '@wiz/integration-kit/main';
import { expect, it } from 'vitest';
import { contentHandlers } from './content.ts';
import { entryHandlers } from './entries.ts';
import { FolderClient } from './folder-client.ts';
import { integration } from './index.ts';
import { searchHandlers } from './search.ts';
import { previewTrash } from './trash.ts';
import { verifyFolder } from './verify.ts';

const rest = {
  connect: ({ root }: { readonly root: string }) => new FolderClient(root, { platform: process.platform }),
  verify: ({ client, signal }: { readonly client: FolderClient; readonly signal: AbortSignal }) => verifyFolder(client, signal),
  previews: {
    delete: ({ path }: { readonly path: string }, { client, signal }: { readonly client: FolderClient; readonly signal: AbortSignal }) =>
      previewTrash(client, path, signal),
  },
};

it('implements the contract', () => {
  expect(integration.contract).toBe(filesystem);
});

it('would not compile, nor start, without one of the operations', () => {
  const incomplete = { ...entryHandlers, list: undefined };
  expect(() =>
    // @ts-expect-error -- `list` is missing
    implement<typeof filesystem, FolderClient>(filesystem, { ...rest, handlers: { ...incomplete, ...contentHandlers, ...searchHandlers } }),
  ).toThrow('"filesystem.list" has no handler.');
});

it('would not compile, nor start, without the preview of what is destructive', () => {
  const handlers = { ...entryHandlers, ...contentHandlers, ...searchHandlers };
  // @ts-expect-error -- the preview of `delete` is missing
  expect(() => implement<typeof filesystem, FolderClient>(filesystem, { ...rest, handlers, previews: {} })).toThrow(
    '"filesystem.delete" is destructive and has no preview.',
  );
});

it('would not compile with an answer of another shape', () => {
  const stat = () => Promise.resolve({ path: 'x' });
  const handlers = { ...entryHandlers, ...contentHandlers, ...searchHandlers, stat };
  // @ts-expect-error -- `stat` answers without most of what the contract promises
  expect(implement<typeof filesystem, FolderClient>(filesystem, { ...rest, handlers }).contract).toBe(filesystem);
});
