// The page that says where each item of the specification is done, and which test proves it.
import path from 'node:path';
import * as prettier from 'prettier';
import { sections } from './coverage/sections.mjs';
import { table } from './markdown.mjs';
import { parseTest } from './references.mjs';

/** @typedef {import('./coverage/item.mjs').Item} Item */
/** @typedef {import('./coverage/item.mjs').Departure} Departure */
/** @typedef {import('./coverage/item.mjs').Section} Section */

/** Where the page lies, relative to the workspace. */
export const coverageFile = 'docs/architecture/specification-coverage.md';

/**
 * How far an item is: done as it is asked for, in another way, partly, or not at all.
 * @param {Item} item
 * @returns {'yes' | 'differently' | 'in part' | 'no'}
 */
export function stateOf({ files = [], open, departs }) {
  if (open !== undefined) return files.length === 0 ? 'no' : 'in part';
  return departs === undefined ? 'yes' : 'differently';
}

/**
 * @param {string} root the workspace
 * @param {(decision: number) => string} decisionFile where a decision's page lies, relative to the workspace
 * @returns {Promise<string>} the page as it has to be
 */
export async function coveragePage(root, decisionFile) {
  const options = await prettier.resolveConfig(path.join(root, coverageFile));
  return prettier.format(coverageText(sections, decisionFile), { ...options, parser: 'markdown' });
}

/**
 * @param {readonly Section[]} all
 * @param {(decision: number) => string} decisionFile
 * @returns {string} Markdown, not yet formatted
 */
export function coverageText(all, decisionFile) {
  const states = /** @type {const} */ (['yes', 'differently', 'in part', 'no']);
  const items = all.flatMap((section) => section.items);
  const count = (/** @type {readonly Item[]} */ of) => states.map((state) => String(of.filter((item) => stateOf(item) === state).length));
  return [
    '# What the specification asks for',
    'Project Wiz answers to a specification, the integration architecture template. Each thing that it asks for is here, in our own words: what does it, and which test proves it. The first part of an item’s number is the section of the template, the second is ours and stays with the item.',
    'Made by `node tools/docs/write-pages.mjs` from `tools/docs/coverage`; edit the items there, not this file. A test checks that every file, export and test named here exists. “laws” are those of the network, by the rows of the fault table; they run on Node’s network stack and, in Electron, on the application’s.',
    table(
      ['Section', 'As asked', 'Differently', 'In part', 'Not'],
      [
        ...all.map((section) => [`${String(section.number)} ${section.title}`, ...count(section.items)]),
        [`**All ${String(items.length)}**`, ...count(items)],
      ],
    ),
    'What is done differently is so for a reason, most of them in [decision 6](decisions/0006-where-we-depart-from-the-specification.md).',
    ...all.flatMap(({ number, title, about, items: own }) => [
      `## ${String(number)} ${title}`,
      ...(about === undefined ? [] : [about]),
      // Padded to its longest cell, a table of sentences would be four times as large, and change as a whole with each of them.
      '<!-- prettier-ignore -->',
      table(
        ['Item', 'What is asked for', 'Where', 'Test'],
        own.map((item) => [item.id, asked(item, decisionFile), (item.files ?? []).map(fileLink).join('<br>') || '–', proof(item)]),
      ),
    ]),
  ].join('\n\n');
}

/** @param {string} file relative to the workspace */
const link = (file) => path.posix.relative(path.posix.dirname(coverageFile), file);

/** @param {Item} item @param {(decision: number) => string} decisionFile */
function asked({ asks, departs, open }, decisionFile) {
  return [
    asks,
    ...(departs === undefined ? [] : [`**Differently:** ${departs.how}${decisionLink(departs, decisionFile)}`]),
    ...(open === undefined ? [] : [`**Not built:** ${open}`]),
  ].join(' ');
}

/** @param {Departure} departure @param {(decision: number) => string} decisionFile */
function decisionLink({ decision }, decisionFile) {
  return decision === undefined ? '' : ` ([decision ${String(decision)}](${link(decisionFile(decision))}))`;
}

/** @param {string} reference */
function fileLink(reference) {
  const [file = '', name] = reference.split('#');
  return `[${short(file)}](${link(file)})${name === undefined ? '' : `: \`${name}\``}`;
}

/** @param {Item} item */
function proof({ tests = [], untested }) {
  const linked = tests.map((reference) => {
    const { file, title, isLaw } = parseTest(reference);
    return `[${isLaw ? 'laws' : short(file)}](${link(file)}): ${title}`;
  });
  return [...linked, ...(untested === undefined ? [] : [`No test: ${untested}.`])].join('<br>') || '–';
}

/** A file's name, or where it lies if the name alone says little. @param {string} file */
function short(file) {
  const name = path.posix.basename(file);
  return /^(index|README|introduction)\./.test(name) ? file : name;
}
