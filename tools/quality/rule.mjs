// What a rule of the quality scale is.

/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('@wiz/integration-kit/contract').Kind} Kind */
/** @typedef {'bronze' | 'silver' | 'gold' | 'platinum'} Tier */
/** @typedef {'types' | 'kit' | 'lint' | 'generated' | 'person'} CheckedBy how it is found out: by the compiler, by the laws of the conformance kit, by reading code and contract, because it is made by a machine, or by somebody who looks */

/**
 * @typedef {object} Rule
 * @property {string} id kebab-case, unique
 * @property {Tier} tier
 * @property {string} says one sentence that is true of an integration that meets it
 * @property {CheckedBy} checkedBy
 * @property {string} howTo what to do to meet it
 * @property {string} source where the rule comes from: `ha:<rule>` of Home Assistant's quality scale, else `ours`
 * @property {readonly Kind[]} [kinds] the kinds it is about; all by default
 * @property {string} [neverYet] why no integration of this application can have it yet; such a rule is listed and counts for nobody
 * @property {number} [validDays] a review counts for so many days. For ever by default.
 * @property {boolean} [measured] needs the coverage, which is measured by `npm run quality` and at night, not by `npm test`
 * @property {(facts: Facts) => readonly string[]} [check] what is wrong, a sentence each; none where it is met. Absent for `person` and `neverYet`
 */

/** From the lowest to the highest; each needs the ones before it. @type {readonly Tier[]} */
export const tiers = ['bronze', 'silver', 'gold', 'platinum'];

/** Every kind whose system is reached over a network. @type {readonly Kind[]} */
export const remoteKinds = ['rest', 'graphql', 'sdk', 'database', 'service'];

/** The kinds that are asked over HTTP, by the kit's client or a vendor's library on our transport. @type {readonly Kind[]} */
export const httpKinds = ['rest', 'graphql', 'sdk', 'service'];

/**
 * A sentence for each thing that is not as it has to be.
 * @template T
 * @param {readonly T[]} things
 * @param {(thing: T) => string} sentence
 * @returns {readonly string[]}
 */
export function each(things, sentence) {
  return things.map(sentence);
}

/**
 * @param {boolean} isMet
 * @param {string} otherwise
 * @returns {readonly string[]}
 */
export function demand(isMet, otherwise) {
  return isMet ? [] : [otherwise];
}
