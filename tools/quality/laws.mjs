// Which laws of the conformance kit prove what. The one file that names them; `laws.test.mjs` holds it against the kit's list.
import { problemsOfLaws } from './facts/conformance.mjs';

/** @typedef {import('./facts.mjs').Facts} Facts */

/** By what they prove. A law that is not for a kind of system has no cells there; each list has one for every kind that its rule is for. */
export const proofs = {
  answers: ['example-is-answered'],
  verifying: ['verify-names-one-account', 'verify-says-what-is-wrong', 'verify-keeps-secrets', 'folder-is-a-file'],
  oneAccount: ['verify-names-one-account', 'connections-share-nothing', 'folders-are-apart'],
  wrongConnection: ['verify-says-what-is-wrong', 'folder-gone', 'folder-is-a-file', 'folder-unreadable'],
  reauthentication: ['bad-credentials', 'verify-says-what-is-wrong'],
  health: ['health-is-told', 'health-tells-what-is-down'],
  cancel: ['cancelled-before', 'cancelled-during', 'cancelled-after', 'cancelled-any-time', 'server-stops-when-cancelled'],
  limits: ['time-limit', 'slow-head', 'slow-body', 'server-stops-in-time', 'connection-not-taken', 'cancelled-any-time'],
  nothingLeft: ['nothing-is-left', 'no-handle-is-left', 'lost-connection-is-left'],
  changesOnce: ['lost-answer', 'idempotency-key'],
  failures: [
    ...['verify-says-what-is-wrong', 'server-error', 'unavailable', 'forbidden', 'conflict', 'not-accepted', 'web-page', 'odd-answers'],
    ...['errors-are-no-success', 'connection-refused', 'connection-reset', 'connection-closed', 'garbage-answer', 'answer-cut'],
    ...['folder-gone', 'folder-is-a-file', 'folder-unreadable', 'full-disk', 'changed-by-others'],
  ],
  gone: ['missing', 'folder-gone'],
  secrets: ['secrets-stay-secret', 'verify-keeps-secrets'],
  isolation: ['connections-share-nothing', 'breakers-are-apart', 'folders-are-apart'],
  retryAfter: [
    ...['retry-after', 'unavailable-retry-after', 'retry-after-date', 'limit-without-time', 'limit-with-junk', 'limit-for-days'],
    ...['forbidden-for-a-time', 'limit-in-answer'],
  ],
  shared: ['retry-after', 'breakers-are-apart', 'callers-wait-in-order'],
  drift: ['extra-fields-are-ignored', 'drift-is-told', 'other-json-is-told', 'broken-json', 'partial-data-is-told', 'garbage-answer'],
  pages: ['pages-end'],
  bounded: ['endless-body', 'packed-bomb', 'deep-json'],
  choices: ['choices-are-accepted'],
  egress: ['redirect-elsewhere', 'redirect-circle', 'links-are-not-followed', 'paths-stay-inside'],
};

/**
 * @param {...(keyof typeof proofs)} names
 * @returns {(facts: Facts) => readonly string[]} a rule's check
 */
export function proved(...names) {
  return ({ conformance }) => names.flatMap((name) => problemsOfLaws(conformance, proofs[name]));
}

/**
 * Where the kit has no law for a kind of system, tests of the integration's own stand for it.
 * @param {keyof typeof proofs} name
 * @param {RegExp} title of such a test
 * @returns {(facts: Facts) => readonly string[]}
 */
export function provedOrTested(name, title) {
  return (facts) => {
    const laws = proofs[name];
    const hasLaw = facts.conformance === undefined || facts.conformance.cells.some(({ law }) => laws.includes(law));
    if (hasLaw) return proved(name)(facts);
    return [...facts.titles].some((one) => title.test(one))
      ? []
      : [`The kit has no law for it, and no test is called like ${String(title)}.`];
  };
}
