import type { EntryKind } from '@wiz/contract-filesystem';
import { IntegrationError, throwIfAborted } from '@wiz/core';
import type { HostPorts, Preview } from '@wiz/integration-kit/main';
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { linkError, movedError, sameEntry, type Anchor } from './anchor.ts';
import { entryKind } from './entry-kind.ts';
import { codeOf, fileError, isPassable, quoted } from './file-error.ts';
import type { FolderClient } from './folder-client.ts';
import { deepest, FolderCursor } from './folder-cursor.ts';
import { namesIn } from './names-in.ts';
import { splitLast } from './split-last.ts';

/** Entries that a preview counts before it says “at least”. */
const countedAtMost = 10_000;

/** What moving a place to the trash would move. Changes nothing. */
export async function previewTrash(client: FolderClient, place: string, signal: AbortSignal): Promise<Preview> {
  return atEntry(client, place, signal, async (folder, name, names) => {
    const seen = await look(folder, name, names);
    const summary = `Moves ${quoted(names.join('/'))} to the trash.`;
    const identity = [seen.dev, seen.ino, seen.mtimeNs].map(String).join(':');
    if (!seen.isDirectory()) return { summary, details: [`1 file, ${bytes(seen.size)}.`], fingerprint: `${identity}:${String(seen.size)}` };
    const start = await folder.descend(name);
    try {
      const { count, more } = await countEntries(start, signal);
      const inside =
        count === 0
          ? 'An empty folder.'
          : `A folder with ${more ? 'at least ' : ''}${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'} in it.`;
      return { summary, details: [inside], fingerprint: `${identity}:${String(count)}` };
    } finally {
      await start.close();
    }
  });
}

/**
 * Moves a file or folder to the system's trash. The trash takes a whole path, so right before it is called the path
 * must lead to the same entry as the way through the connected folder does, and right after the entry must be gone.
 */
export async function moveToTrash(
  client: FolderClient,
  place: string,
  host: HostPorts,
  signal: AbortSignal,
): Promise<{ path: string; kind: EntryKind }> {
  return atEntry(client, place, signal, async (folder, name, names) => {
    const seen = await look(folder, name, names);
    const shown = names.join('/');
    const whole = path.join(await client.realRoot(), ...names);
    await folder.confirm();
    const there = await lstat(whole, { bigint: true }).catch((error: unknown) => {
      throw movedError(shown, error);
    });
    if (!sameEntry(there, seen)) throw movedError(shown);
    throwIfAborted(signal);
    const failure = await host.trash(whole).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    // What the trash says is not enough: one may fail after the move, another may pretend to have moved.
    const left = await lstat(folder.at(name), { bigint: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (left !== undefined && sameEntry(left, seen)) throw trashError(failure?.error, shown);
    return { path: shown, kind: entryKind(seen) };
  });
}

async function atEntry<T>(
  client: FolderClient,
  place: string,
  signal: AbortSignal,
  work: (folder: Anchor, name: string, names: readonly string[]) => Promise<T>,
): Promise<T> {
  const names = client.parse(place);
  const [parents, name] = splitLast(names);
  if (name === undefined) {
    throw new IntegrationError(
      'validation_error',
      'The connected folder itself cannot be moved to the trash from here. Choose something inside it.',
    );
  }
  return client.within(parents, signal, (folder) => work(folder, name, names));
}

async function look(folder: Anchor, name: string, names: readonly string[]): Promise<BigIntStats> {
  const shown = names.join('/');
  const seen = await lstat(folder.at(name), { bigint: true }).catch((error: unknown) => {
    throw fileError(error, shown);
  });
  if (seen.isSymbolicLink()) throw linkError(shown);
  if (!seen.isFile() && !seen.isDirectory())
    throw new IntegrationError('validation_error', `${quoted(shown)} is neither a file nor a folder, so it is left alone.`);
  await folder.confirm();
  return seen;
}

/** Counts what is in a folder, at all depths, without following links. A folder that may not be listed counts as one entry. */
async function countEntries(start: Anchor, signal: AbortSignal): Promise<{ readonly count: number; readonly more: boolean }> {
  let count = 0;
  const cursor = new FolderCursor(start);
  const waiting: (readonly string[])[] = [[]];
  let more = false;
  try {
    for (let names = waiting.pop(); names !== undefined; names = waiting.pop()) {
      try {
        for await (const entry of namesIn(await cursor.open(names), signal)) {
          if (count >= countedAtMost) return { count, more: true };
          count += 1;
          if (entry.kind !== 'folder' || !entry.exact) continue;
          if (names.length < deepest) waiting.push([...names, entry.shown]);
          else more = true;
        }
      } catch (error) {
        if (!isPassable(fileError(error, names.join('/')))) throw error;
      }
    }
    return { count, more };
  } finally {
    await cursor.close();
  }
}

function bytes(size: bigint): string {
  return size === 1n ? '1 byte' : `${size.toLocaleString('en')} bytes`;
}

function trashError(cause: unknown, shown: string): IntegrationError {
  return new IntegrationError(
    'storage_error',
    `The system could not move ${quoted(shown)} to the trash. Its drive may have none. It was left where it is; delete it with your file manager.`,
    {
      code: codeOf(cause),
      cause,
    },
  );
}
