import type { EntryKind } from '@wiz/contract-filesystem';
import { throwIfAborted } from '@wiz/core';
import { opendir } from 'node:fs/promises';
import type { Anchor } from './anchor.ts';
import { entryKind } from './entry-kind.ts';
import { entryName, type EntryName } from './entry-name.ts';

/** One name in a folder. */
export interface Line extends EntryName {
  readonly kind: EntryKind;
}

/** Gives names as bytes; the types of `opendir` know only names as text. */
const rawNames = { encoding: 'buffer' as BufferEncoding, bufferSize: 512 };

/**
 * The names in a folder as the disk gives them, few at a time, so that a huge folder takes no memory and a cancel
 * is noticed at once.
 */
export async function* namesIn(folder: Anchor, signal: AbortSignal): AsyncGenerator<Line, void, undefined> {
  throwIfAborted(signal);
  // The iteration closes the listing, also when it is left early.
  for await (const entry of await opendir(folder.self, rawNames)) {
    throwIfAborted(signal);
    const raw: unknown = entry.name;
    if (!Buffer.isBuffer(raw)) throw new TypeError('A name came as text although bytes were asked for.');
    yield { ...entryName(raw), kind: entryKind(entry) };
  }
  // Where folders are addressed by path: what was listed must have been this folder.
  await folder.confirm();
}
