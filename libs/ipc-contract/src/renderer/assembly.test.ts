import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split, type SplitPiece } from '../main/split.ts';
import type { Piece } from '../wire.ts';
import { Assembly } from './assembly.ts';

/** The same ones in every `npm test`; each night many others, whose seed a failure names. */
const repeat = process.env['WIZ_REPEAT'];
const draw = { numRuns: 50 * Number(repeat ?? 1), ...(repeat === undefined ? { seed: 1 } : {}) };

/** So small that everything has to be taken apart. */
const limits = { piece: 100, answer: 1_000_000 };

/** As they cross: as text where JSON says the same, as a clone otherwise. */
function crossed({ piece, isJson }: SplitPiece): Piece {
  return isJson ? (JSON.parse(JSON.stringify(piece)) as Piece) : structuredClone(piece);
}

function throughPieces(value: unknown): unknown {
  const assembly = new Assembly();
  for (const piece of split(value, limits)) assembly.add(crossed(piece));
  return assembly.answer;
}

describe('a heavy answer', () => {
  it('is whole again after its pieces have crossed, whatever it is', { timeout: 60_000 }, () => {
    const leaf = fc.oneof(
      fc.string({ maxLength: 400, unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.date({ noInvalidDate: true }),
      fc.uint8Array({ maxLength: 300 }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
    }));
    fc.assert(
      fc.property(fc.tuple(fc.string({ minLength: 101, maxLength: 300 }), tree), (value) => {
        // What crosses has an ordinary prototype.
        expect(throughPieces(value)).toStrictEqual(structuredClone(value));
      }),
      draw,
    );
  });

  it.each<[string, unknown]>([
    ['heavy things in heavy things, with nothing light beside them', { data: { items: [[{ text: 'x'.repeat(500) }]] } }],
    ['a name that could reach a prototype', JSON.parse(`{"__proto__":{"a":"${'x'.repeat(200)}","constructor":"${'y'.repeat(200)}"}}`)],
    ['a text whose pieces cut a sign in two', ['😀'.repeat(100)]],
    ['a map among other things', [new Map([['a', 1]]), 'x'.repeat(200)]],
  ])('is whole again: %s', (_name, value) => {
    expect(throughPieces(value)).toStrictEqual(value);
  });

  it('comes in pieces none of which is heavy, and keeps the order of its names', () => {
    const heavy = ['x'.repeat(150), new Uint8Array(350), Array.from({ length: 9 }, () => 1)];
    const value = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`name-${String(49 - at)}`, at % 7 === 0 ? heavy[at % 3] : at]));
    const pieces = [...split(value, limits)].map(({ piece }) => piece);
    expect(pieces.length).toBeGreaterThan(8);
    for (const piece of pieces) {
      const content = { items: [], entries: [], text: '', bytes: [], ...piece };
      expect(content.items.length * 32 + content.entries.length * 32 + content.text.length + content.bytes.length).toBeLessThanOrEqual(100);
    }
    expect(Object.keys(throughPieces(value) as object)).toEqual(Object.keys(value));
  });

  it('is taken apart no faster than it is read', () => {
    let read = 0;
    const rows = Array.from({ length: 1000 }, (_, id) => ({
      get id() {
        read += 1;
        return id;
      },
    }));
    split(rows, limits).next();
    expect(read).toBeLessThan(20);
  });

  it('is refused as soon as it turns out to be heavier than an answer may be', () => {
    const seen: SplitPiece[] = [];
    expect(() => {
      for (const piece of split(['x'.repeat(5000)], { piece: 100, answer: 1000 })) seen.push(piece);
    }).toThrow(expect.objectContaining({ category: 'too_large' }));
    expect(seen.length).toBeLessThan(15);
  });

  it('ends at a ring, as what cannot be taken apart for ever', () => {
    const ring: { self?: unknown; text: string } = { text: 'x'.repeat(200) };
    ring.self = ring;
    expect([...split(ring, limits)].length).toBeLessThan(500);
  });

  it('is not put together from pieces that belong nowhere', () => {
    const assembly = new Assembly();
    expect(() => {
      assembly.add({ path: ['constructor', 'prototype', 'x'], kind: 'text', text: 'x' });
    }).toThrow(TypeError);
  });
});
