import { expect, it } from 'vitest';
import { laws } from '../laws.ts';
import type { Over } from '../stand-in.ts';
import { folderProofs } from './folder-proofs.ts';
import { graphqlProofs } from './graphql-proofs.ts';
import { httpProofs } from './http-proofs.ts';
import type { Proof } from './proof.ts';
import { tcpProofs } from './tcp-proofs.ts';

const proofs: readonly (readonly [Over, readonly Proof[]])[] = [
  ['http', [...httpProofs, ...graphqlProofs]],
  ['tcp', tcpProofs],
  ['folder', folderProofs],
];

it.each(proofs)('every law over %s has something that breaks it', (over, shown) => {
  const broken = new Set(shown.map(({ law }) => law));
  expect(laws.filter((law) => law.over.includes(over) && !broken.has(law.id)).map(({ id }) => id)).toEqual([]);
});

it.each(proofs)('nothing is shown over %s of a law that is not looked at there', (over, shown) => {
  const there = new Set(laws.filter((law) => law.over.includes(over)).map(({ id }) => id));
  expect(shown.filter(({ law }) => !there.has(law)).map(({ law }) => law)).toEqual([]);
});

it('no two laws have one name', () => {
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length);
});
