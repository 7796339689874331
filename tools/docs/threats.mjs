/**
 * @typedef {object} Threat
 * @property {string} section
 * @property {string} what
 * @property {readonly string[]} tests as they are named
 * @property {boolean} isUntested it says that there is no test
 */

/**
 * The threats of the threat model: the rows of every table below its heading “Threats”.
 * @param {string} text Markdown
 * @returns {readonly Threat[]}
 */
export function threatsIn(text) {
  const below = text.split(/^## /m).find((part) => part.startsWith('Threats\n')) ?? '';
  return below
    .split(/^### /m)
    .slice(1)
    .flatMap((part) => {
      const lines = part.split('\n');
      // Of each table without its head and the line below that.
      const rows = lines.filter((line, index) => isRow(line) && !isRule(line) && !isRule(lines[index + 1] ?? ''));
      return rows.map((row) => {
        const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
        const proof = cells.at(-2) ?? '';
        return {
          section: lines[0] ?? '',
          what: cells[1] ?? '',
          tests: Array.from(proof.matchAll(/`([^`]+ › [^`]+)`/g), ([, test = '']) => test),
          isUntested: proof.includes('not tested'),
        };
      });
    });
}

/**
 * The tests and files that a document names in code spans.
 * @param {string} text Markdown
 * @returns {{ tests: readonly string[], files: readonly string[] }}
 */
export function namedIn(text) {
  const spans = Array.from(text.matchAll(/`([^`\n]+)`/g), ([, span = '']) => span);
  return {
    tests: spans.filter((span) => /^(laws|\S+\/\S+) › /.test(span)),
    files: spans.filter((span) => /^(apps|docs|e2e|libs|tools)\/\S+$/.test(span)),
  };
}

/** @param {string} line */
const isRow = (line) => line.startsWith('|');

/** @param {string} line */
const isRule = (line) => /^\|[ |:-]+$/.test(line);
