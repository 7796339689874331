// What several rules look at.
/** @typedef {import('../facts.mjs').Facts} Facts */
/** @typedef {import('../facts/scan.mjs').Topic} Topic */

/**
 * @param {readonly Topic[]} topics
 * @returns {(facts: Facts) => readonly string[]} a check that finds none of them in what ships
 */
export function noneOf(...topics) {
  return ({ findings }) =>
    findings
      .filter(({ topic }) => topics.includes(topic))
      .map(({ topic, file, line, what }) => `${file}:${String(line)} (${topic}): ${what}`);
}

/**
 * @param {...(facts: Facts) => readonly string[]} checks
 * @returns {(facts: Facts) => readonly string[]}
 */
export function all(...checks) {
  return (facts) => checks.flatMap((check) => check(facts));
}

/** @param {Facts} facts */
export function operationsOf({ contract }) {
  return Object.entries(contract.operations).map(([name, operation]) => ({ name, operation }));
}

/** @param {Facts} facts its page in the documentation */
export function pageOf({ id, read }) {
  return read(`docs/architecture/integrations/integration-${id}.md`) ?? '';
}

/** One sentence or more that ends as such. @param {string} text */
export function isSentence(text) {
  return /^\S[\s\S]{9,}[.!?]$/.test(text.trim());
}

/**
 * What of it the page does not say; the page is made from the contract, so it has been made before a change.
 * @param {Facts} facts @param {readonly string[]} pieces
 */
export function missingOnPage(facts, pieces) {
  // Formatting pads tables and escapes signs.
  const plain = (/** @type {string} */ text) => text.replaceAll(/[\\*_`|]/g, '').replaceAll(/\s+/g, ' ');
  const page = plain(pageOf(facts));
  return pieces.filter((piece) => !page.includes(plain(piece))).map((piece) => `The page does not say “${piece.slice(0, 60)}”.`);
}

export const makePages = 'Run: node tools/docs/write-pages.mjs';
