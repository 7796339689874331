import { filesystem } from '@wiz/contract-filesystem';
import { parse, type In, type Out } from '@wiz/integration-kit/contract';
import type { HostPorts, Identity, Preview, Progress } from '@wiz/integration-kit/main';
import { testHost, testScope } from '@wiz/integration-kit/testing';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { filesystemOn, type FolderSystem } from '../index.ts';

type Operations = typeof filesystem.operations;
type Name = keyof Operations;

/** What a test may set and watch of one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onChunk?: (chunk: unknown) => void | Promise<void>;
  readonly onProgress?: (progress: Progress) => void;
}

/** The service on a real folder, called as the engine calls it: inputs and outputs go through the contract's schemas. */
export interface ConnectedFolder {
  call<K extends Name>(operation: K, input: In<Operations[K]['input']>, options?: CallOptions): Promise<Out<Operations[K]['output']>>;
  preview(path: string): Promise<Preview>;
  verify(): Promise<Identity>;
}

/**
 * A trash that only moves things aside, for tests of what leads to it. The system's own is tested in the application.
 *
 * @param folder an existing folder on the same disk
 */
export function folderTrash(folder: string): (place: string) => Promise<void> {
  let count = 0;
  return async (place) => {
    count += 1;
    await rename(place, path.join(folder, `${String(count)}-${path.basename(place)}`));
  };
}

/** @param account the real path that was saved with the connection, if it was saved */
export function connectFolder(
  root: string,
  system: FolderSystem = { platform: process.platform },
  host: Partial<HostPorts> = {},
  account?: string,
): ConnectedFolder {
  const connected = filesystemOn(system).connect({ config: { root }, secrets: {}, host: testHost(host), account });
  return {
    async call<K extends Name>(
      operation: K,
      input: In<Operations[K]['input']>,
      { signal = new AbortController().signal, onChunk, onProgress }: CallOptions = {},
    ) {
      const { input: inputSchema, output, chunk: chunkSchema } = filesystem.operations[operation];
      const result = await connected.handle(operation, parse(inputSchema, input, 'validation_error', 'Input'), {
        ...testScope({ signal }),
        progress: (progress) => onProgress?.(progress),
        chunk: async (chunk) => {
          if (chunkSchema === undefined) throw new TypeError(`"${operation}" is not streamed.`);
          await onChunk?.(parse(chunkSchema, chunk, 'protocol_error', 'Chunk'));
        },
      });
      return parse(output, result, 'protocol_error', 'Output');
    },
    preview: (place) => connected.preview('delete', { path: place }, testScope()),
    verify: () => connected.verify(testScope()),
  };
}
