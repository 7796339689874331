import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '@wiz/core';
import type { Anchor } from './anchor.ts';
import { LineScanner, type LineHit } from './line-scanner.ts';
import { withFile } from './safe-open.ts';
import type { TextFinder } from './text-finder.ts';

/** A file larger than this is not searched, in bytes. */
export const largestSearched = 256 * 1024 * 1024;
/** A zero byte among the first so many says that it is no text (as Git and grep decide it). */
const probed = 8 * 1024;
/** What one read asks for, in bytes. Searching it takes about a millisecond, so other work is never held up. */
const step = 64 * 1024;

/**
 * Finds a text in one file.
 *
 * @param most finds after which it stops
 * @param onPiece called after each piece that was read: a large file on a slow drive takes longer than anybody waits in silence
 * @returns undefined for a file that is not searched: binary or very large
 */
export async function searchFile(
  folder: Anchor,
  name: Buffer,
  shown: string,
  finder: TextFinder,
  most: number,
  signal: AbortSignal,
  onPiece: () => Promise<void>,
): Promise<readonly LineHit[] | undefined> {
  return withFile(folder, name, shown, 'read', (handle, seen) =>
    isSearchable(seen) ? scan(handle, finder, most, signal, onPiece) : Promise.resolve(undefined),
  );
}

function isSearchable(seen: BigIntStats): boolean {
  return seen.size <= BigInt(largestSearched);
}

async function scan(
  handle: FileHandle,
  finder: TextFinder,
  most: number,
  signal: AbortSignal,
  onPiece: () => Promise<void>,
): Promise<readonly LineHit[] | undefined> {
  const hits: LineHit[] = [];
  const scanner = new LineScanner(finder);
  // Old encodings are searched too: what is no UTF-8 becomes a placeholder and the rest is found.
  const decoder = new TextDecoder('utf-8');
  const buffer = Buffer.allocUnsafe(step);
  // A file that grows while it is read, or one that pretends to be empty, ends at the limit too.
  for (let at = 0; at <= largestSearched;) {
    throwIfAborted(signal);
    const { bytesRead } = await handle.read(buffer, 0, step, at);
    const piece = buffer.subarray(0, bytesRead);
    if (at === 0 && piece.subarray(0, probed).includes(0)) return undefined;
    if (bytesRead === 0) break;
    at += bytesRead;
    hits.push(...scanner.push(decoder.decode(piece, { stream: true })));
    if (hits.length >= most) return hits.slice(0, most);
    await onPiece();
  }
  hits.push(...scanner.push(decoder.decode()), ...scanner.finish());
  return hits.slice(0, most);
}
