import { IntegrationError } from '@wiz/core';
import { isRecord, measure } from '../measure.ts';
import type { Piece } from '../wire.ts';

/** Deeper than this it goes as it is. */
const deepest = 64;

export interface SplitPiece {
  readonly piece: Piece;
  /** Whether JSON says exactly the same. */
  readonly isJson: boolean;
}

/** By `measure`. */
export interface SplitLimits {
  readonly piece: number;
  readonly answer: number;
}

/**
 * Takes a heavy value apart, one piece at a time and no faster than it is read: lists by items, objects by entries, texts
 * and bytes by length.
 *
 * @throws IntegrationError `too_large` as soon as it turns out to be heavier than an answer may be
 */
export function* split(value: unknown, { piece: limit, answer }: SplitLimits): Generator<SplitPiece, void> {
  let total = 0;
  const counted = (piece: Piece, weight: number, isJson: boolean): SplitPiece => {
    total += weight;
    if (total > answer)
      throw new IntegrationError('too_large', 'The answer is too large to be handed to the window. Ask for less at a time.');
    return { piece, isJson };
  };

  function* parts(
    path: Piece['path'],
    entries: Iterable<readonly [string | number, unknown]>,
    pieceOf: (some: readonly (readonly [string | number, unknown])[]) => Piece,
  ): Generator<SplitPiece, void> {
    let some: (readonly [string | number, unknown])[] = [];
    let weight = 0;
    let isJson = true;
    let isMade = false;
    const taken = (): SplitPiece => {
      const piece = counted(pieceOf(some), weight, isJson);
      [some, weight, isJson, isMade] = [[], 0, true, true];
      return piece;
    };
    for (const entry of entries) {
      const [key, part] = entry;
      const measured = path.length >= deepest ? { weight: 0, isJson: false } : measure(part, limit);
      // What is heavy comes in pieces of its own, which need a place to go to, if only an empty one.
      if (measured === undefined ? some.length > 0 || !isMade : weight + measured.weight > limit) yield taken();
      if (measured === undefined) yield* at([...path, key], part);
      else {
        some.push(entry);
        weight += measured.weight + (typeof key === 'string' ? key.length : 0);
        isJson &&= measured.isJson;
      }
    }
    if (some.length > 0) yield taken();
  }

  function* at(path: Piece['path'], heavy: unknown): Generator<SplitPiece, void> {
    if (typeof heavy === 'string') {
      for (let from = 0; from < heavy.length; from += limit) {
        const text = heavy.slice(from, from + limit);
        yield counted({ path, kind: 'text', text }, text.length, true);
      }
    } else if (heavy instanceof Uint8Array) {
      for (let from = 0; from < heavy.length; from += limit) {
        const bytes = Uint8Array.from(heavy.subarray(from, from + limit));
        yield counted({ path, kind: 'bytes', bytes, from, size: heavy.length }, bytes.length, false);
      }
    } else if (Array.isArray(heavy)) {
      yield* parts(path, heavy.entries(), (some) => ({ path, kind: 'items', items: some.map(([, item]) => item) }));
    } else if (typeof heavy === 'object' && heavy !== null && isRecord(heavy)) {
      yield* parts(path, Object.entries(heavy), (some) => ({
        path,
        kind: 'entries',
        entries: some.map(([name, part]) => [String(name), part]),
      }));
    }
  }

  yield* at([], value);
}
