// What the laws of the conformance kit said: `dist/test-output/integration-<id>/conformance.json`, left by its tests.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Cell
 * @property {string} law
 * @property {string} operation
 * @property {'holds' | 'broken' | 'exempt' | 'not applicable'} state
 * @property {string} [reason]
 */

/** @typedef {{ readonly cells: readonly Cell[] }} Conformance */

/** @param {string} root @param {string} id @returns {Conformance | undefined} */
export function readConformance(root, id) {
  const file = path.join(root, 'dist', 'test-output', `integration-${id}`, 'conformance.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * What speaks against it that these laws hold for an integration: a broken cell, or that none of them holds. Laws that are
 * not for its kind of system have no cells; that their names are right `laws.test.mjs` proves.
 * @param {Conformance | undefined} conformance
 * @param {readonly string[]} laws
 * @returns {readonly string[]}
 */
export function problemsOfLaws(conformance, laws) {
  if (conformance === undefined) return ['The conformance kit left no report: its tests did not run.'];
  const cells = conformance.cells.filter(({ law }) => laws.includes(law));
  const broken = cells.filter(({ state }) => state === 'broken');
  if (broken.length > 0)
    return broken.map(
      ({ law, operation, reason = 'no reason given' }) => `The law “${law}” is broken by ${operation}: ${reason.slice(0, 300)}`,
    );
  return cells.length > 0 ? [] : [`The kit’s report says nothing of ${laws.join(', ')}.`];
}
