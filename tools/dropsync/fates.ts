import type { Change, Fate, Reached } from './disk.ts';

const all = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** The four plain fates: nothing that was not synced, all of it, and the names or the bytes alone. */
export const plainFates = {
  nothing: { names: (count) => all(count, false), data: ({ length }) => all(length, false) },
  everything: { names: (count) => all(count, true), data: ({ length }) => all(length, true) },
  'names alone': { names: (count) => all(count, true), data: ({ length }) => all(length, false) },
  'bytes alone': { names: (count) => all(count, false), data: ({ length }) => all(length, true) },
} satisfies Readonly<Record<string, Fate>>;

/**
 * A fate by lot, the same for the same seed. Half of the time things reach the disk in their order, as with a journal, up to some
 * one that is torn; else each has a lot of its own.
 */
export function fateByLot(seed: number): Fate {
  const next = random(seed);
  const likely = 0.15 + next() * 0.7;
  return {
    names: (count) => {
      const first = Math.floor(next() * (count + 1));
      const inOrder = next() < 0.5;
      return Array.from({ length: count }, (_, at) => (inOrder ? at < first : next() < likely));
    },
    data: (changes) => {
      const first = Math.floor(next() * (changes.length + 1));
      const inOrder = next() < 0.5;
      return changes.map((change, at) => {
        if (inOrder) return at < first || (at === first && torn(change, next));
        return next() < 0.25 ? torn(change, next) : next() < likely;
      });
    },
  };
}

function torn(change: Change, next: () => number): Reached {
  if (change.kind !== 'write') return next() < 0.5;
  const lot = next();
  return { sector: (number) => random(number + lot * 2 ** 32)() < 0.5, length: next() < 0.5 };
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
