import { laws } from '@wiz/conformance';
import { expect, it } from 'vitest';
import { proofs } from './laws.mjs';

const known = new Map(laws.map(({ id, over }) => [id, over]));

it('names only laws that the kit has', () => {
  expect(
    Object.values(proofs)
      .flat()
      .filter((id) => !known.has(id)),
  ).toEqual([]);
});

/** What is proved of every integration, whatever its system is. @type {readonly (keyof typeof proofs)[]} */
const ofAll = [
  'answers',
  'verifying',
  'oneAccount',
  'wrongConnection',
  'health',
  'cancel',
  'limits',
  'nothingLeft',
  'failures',
  'secrets',
  'isolation',
  'pages',
  'choices',
];

it.each(ofAll)('has a law for every kind of system for “%s”', (name) => {
  expect(new Set(proofs[name].flatMap((id) => known.get(id) ?? []))).toEqual(new Set(['http', 'tcp', 'folder']));
});
