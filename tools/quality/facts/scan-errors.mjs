// How a file fails: with which errors, in whose words, and what it tells in them.
import ts from 'typescript';

/** @typedef {import('./scan.mjs').Find} Find */

/** The one error that leaves an integration, and two for a programmer's mistake. */
const ours = new Set(['IntegrationError', 'RangeError', 'TypeError']);
/** Words that people, the journal or the log get to see. */
const told = new Set([
  'message',
  'summary',
  'details',
  'label',
  'note',
  'account',
  'path',
  'query',
  'url',
  'json',
  'code',
  'fingerprint',
  'warnings',
]);

/** What came from outside, by its name. */
const theirs = /error|err$|cause|fail|body|json|answer|response|reason|^e$/i;
const theirMessage = /(error|err|cause|failure|body|json|answer|response|\be)\b[\])?]*\.(message|stack)\b/i;

/** @param {ts.Node} node @param {Find} find */
export function scanErrors(node, find) {
  if (ts.isThrowStatement(node)) {
    const { expression } = node;
    if (
      ts.isNewExpression(expression)
        ? !ours.has(expression.expression.getText()) && /Error$/.test(expression.expression.getText())
        : ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression) || ts.isObjectLiteralExpression(expression)
    )
      find('foreign error', node);
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Promise.reject') {
    const [given] = node.arguments;
    if (given !== undefined && ts.isNewExpression(given) && !ours.has(given.expression.getText())) find('foreign error', node);
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'IntegrationError' && isVendorWords(node.arguments?.[1]))
    find('vendor words', node);
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'message' && isVendorWords(node.initializer)) find('vendor words', node);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'reveal' && isTold(node))
    find('told secret', node);
  if (ts.isCatchClause(node) && waits(node.parent.tryBlock) && swallows(node)) find('swallowed', node);
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'catch' &&
    isDeaf(node.arguments[0])
  )
    find('swallowed', node);
}

/** Nothing but what the system or the platform said. @param {ts.Expression | undefined} words */
function isVendorWords(words) {
  if (words === undefined) return false;
  if (ts.isPropertyAccessExpression(words)) return words.name.text === 'message' && theirs.test(words.expression.getText());
  if (ts.isCallExpression(words)) return /^(String|JSON\.stringify)$/.test(words.expression.getText());
  if (ts.isAsExpression(words) || ts.isBinaryExpression(words)) return theirMessage.test(words.getText());
  return (
    ts.isTemplateExpression(words) &&
    words.templateSpans.some(
      ({ expression }) =>
        theirMessage.test(expression.getText()) ||
        /^(String|JSON\.stringify)\((\w*(error|cause|body|json|answer)\w*)/i.test(expression.getText()),
    )
  );
}

/** Whether a revealed secret goes where it would be read. @param {ts.Node} node @returns {boolean} */
function isTold(node) {
  /** @type {ts.Node} */
  let at = node;
  while (at.parent !== undefined && !ts.isStatement(at)) {
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return true;
    if (ts.isCallExpression(at) && /^(console|log|logger)\b/.test(at.expression.getText())) return true;
    if (ts.isPropertyAssignment(at) && told.has(at.name.getText())) return true;
    at = at.parent;
  }
  return ts.isThrowStatement(at);
}

/** Only where something is waited for can a cancel arrive. @param {ts.Node} block @returns {boolean} */
function waits(block) {
  return ts.isAwaitExpression(block) || (ts.forEachChild(block, waits) ?? false);
}

/**
 * A failure, and with it perhaps the person's cancel, instead of which something is answered. To let it be on purpose,
 * where nothing depends on it, takes a comment.
 * @param {ts.CatchClause} clause
 */
function swallows({ block, variableDeclaration }) {
  const text = block.getFullText();
  if (/\bthrow\b|throwIfAborted|\breject\(/.test(text)) return false;
  const name = variableDeclaration?.name.getText();
  // What looks at the error may know it; what does not cannot.
  if (name !== undefined && new RegExp(`\\b${name}\\b`).test(text)) return false;
  return block.statements.length === 0 ? !/\/[/*]/.test(text) : /\breturn\b\s*[^;\s]|\bcontinue\b|\bbreak\b/.test(text);
}

/** `.catch(() => something)`, which does not even look. @param {ts.Expression | undefined} handler */
function isDeaf(handler) {
  if (handler === undefined || !ts.isArrowFunction(handler) || handler.parameters.length > 0) return false;
  return !/^\s*(undefined|void 0|\{\s*\})\s*$|\bthrow\b/.test(handler.body.getText());
}
