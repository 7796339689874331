// What in a source file the rules are about, found in its syntax tree: words in comments and strings do not count.
import ts from 'typescript';
import { scanAsking } from './scan-asking.mjs';
import { scanCode } from './scan-code.mjs';
import { scanErrors } from './scan-errors.mjs';
import { scanState } from './scan-state.mjs';

/**
 * @typedef {'module state' | 'own port' | 'environment' | 'printing' | 'blocking call' | 'listener' | 'own retry' | 'foreign error'
 *   | 'vendor words' | 'told secret' | 'bare path' | 'changing method' | 'loose type' | 'foreign address' | 'unsafe' | 'swallowed'
 *   | 'own cache' | 'foreign import'} Topic
 */

/**
 * @typedef {object} Finding
 * @property {Topic} topic
 * @property {string} file relative to the workspace
 * @property {number} line from 1
 * @property {string} what the code itself, cut short
 */

/** @typedef {(topic: Topic, node: ts.Node, what?: string) => void} Find */

/**
 * @param {string} file relative to the workspace
 * @param {string} text
 * @param {{ id: string, effects: Readonly<Record<string, string>> }} integration its id, and the effect of each operation
 * @returns {readonly Finding[]}
 */
export function scan(file, text, integration) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {Finding[]} */
  const found = [];
  /** @type {Find} */
  const find = (topic, node, what) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push({ topic, file, line, what: (what ?? node.getText(source)).replaceAll(/\s+/g, ' ').slice(0, 90) });
  };
  scanState(source, find);
  for (const comment of text.matchAll(/(?:\/\/|\/\*)\s*(@ts-(?:ignore|expect-error|nocheck)|eslint-disable)/g)) {
    const line = source.getLineAndCharacterOfPosition(comment.index).line + 1;
    found.push({ topic: 'loose type', file, line, what: comment[1] ?? '' });
  }
  /** @param {ts.Node} node */
  const visit = (node) => {
    scanCode(node, integration.id, find);
    scanErrors(node, find);
    scanAsking(node, integration.effects, find);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
