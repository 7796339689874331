import { largestContent } from '@wiz/contract-filesystem';
import { IntegrationError, throwIfAborted } from '@wiz/core';
import { atomicWrite } from './atomic-write.ts';
import { contentVersion } from './content-version.ts';
import { fileError } from './file-error.ts';
import type { FolderClient } from './folder-client.ts';
import type { FilesystemHandlers } from './handlers.ts';
import { readWhole } from './read-whole.ts';
import { withFile } from './safe-open.ts';
import { splitLast } from './split-last.ts';

// A mark at the beginning is part of the content: what is read and written back must be the same bytes.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const contentHandlers = {
  async read({ path, maxBytes }, { client, signal }) {
    const { parents, name, shown } = filePlace(client, path, false);
    return client.within(parents, signal, async (folder) => {
      try {
        return await withFile(folder, name, shown, 'read', async (handle, seen) => {
          const bytes = await readWhole(handle, seen, maxBytes, shown, signal);
          await folder.confirm();
          return { path: shown, ...asText(bytes), size: bytes.length, modified: Number(seen.mtimeMs), version: contentVersion(bytes) };
        });
      } catch (error) {
        throw fileError(error, shown);
      }
    });
  },

  async write({ path, text, version, overwrite }, { client, host, signal }) {
    const { parents, name, shown } = filePlace(client, path, true);
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > largestContent)
      throw new IntegrationError('too_large', 'The text is larger than 10,485,760 bytes. Split it into several files.');
    return client.within(parents, signal, async (folder) => {
      throwIfAborted(signal);
      try {
        const created = await atomicWrite({ client, clock: host.clock, signal, folder, name, shown, bytes, version, overwrite });
        return { path: shown, size: bytes.length, created, version: contentVersion(bytes) };
      } catch (error) {
        throw fileError(error, shown);
      }
    });
  },
} satisfies Partial<FilesystemHandlers>;

function filePlace(
  client: FolderClient,
  path: string,
  creating: boolean,
): { readonly parents: readonly string[]; readonly name: string; readonly shown: string } {
  const names = client.parse(path, creating);
  const [parents, name] = splitLast(names);
  if (name === undefined) throw new IntegrationError('validation_error', 'This is the connected folder itself, not a file. Choose a file.');
  return { parents, name, shown: names.join('/') };
}

function asText(bytes: Buffer): { readonly text: string; readonly encoding: 'utf8' | 'base64' } {
  if (!bytes.includes(0)) {
    try {
      return { text: strict.decode(bytes), encoding: 'utf8' };
    } catch {
      // No UTF-8 text: shown as bytes below.
    }
  }
  return { text: bytes.toString('base64'), encoding: 'base64' };
}
