// How a file asks the system: with which method, at which address, and how often.
import ts from 'typescript';

/** @typedef {import('./scan.mjs').Find} Find */

const asking = /(^|\.)(request|page|query|send|execute|ask|post|put|patch|call)$/;
const changes = /^['"`](POST|PUT|PATCH|DELETE)['"`]$/;

/**
 * @param {ts.Node} node
 * @param {Readonly<Record<string, string>>} effects of each operation
 * @param {Find} find
 */
export function scanAsking(node, effects, find) {
  if (ts.isPropertyAssignment(node)) {
    const name = node.name.getText();
    if (name === 'method' && changes.test(node.initializer.getText()) && effects[handlerOf(node) ?? ''] === 'read')
      find('changing method', node);
    if (name === 'path' && isBare(node.initializer)) find('bare path', node);
    if ((name === 'path' || name === 'url' || name === 'baseUrl' || name === 'origin') && /^['"`]https?:/.test(node.initializer.getText()))
      find('foreign address', node);
  }
  if (ts.isIterationStatement(node, false) && triesAgain(node)) find('own retry', node);
}

/** The operation in whose handler a node is. @param {ts.Node} node @returns {string | undefined} */
function handlerOf(node) {
  /** @type {string | undefined} */
  let name;
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isObjectLiteralExpression(at.parent)) continue;
    if (ts.isMethodDeclaration(at) || (ts.isPropertyAssignment(at) && ts.isFunctionLike(at.initializer))) name = at.name.getText();
  }
  return name;
}

/**
 * A path put together by hand. A value may hold a slash, a question mark or dots, and would then ask for something else.
 * @param {ts.Expression} path
 */
function isBare(path) {
  if (ts.isBinaryExpression(path)) return path.operatorToken.kind === ts.SyntaxKind.PlusToken && !isSafe(path.right);
  return ts.isTemplateExpression(path) && path.templateSpans.some(({ expression }) => !isSafe(expression));
}

/** @param {ts.Expression} piece */
function isSafe(piece) {
  if (ts.isStringLiteralLike(piece) || ts.isNumericLiteral(piece)) return true;
  return ts.isCallExpression(piece) && /^(segment|[a-z]\w*(Path|Segment))$/.test(piece.expression.getText());
}

/** A loop that asks inside of a `try` and goes on after a failure. @param {ts.IterationStatement} loop */
function triesAgain(loop) {
  let found = false;
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isTryStatement(node) && node.catchClause !== undefined && asks(node.tryBlock)) found = true;
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return found;
}

/** @param {ts.Node} block */
function asks(block) {
  let found = false;
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isAwaitExpression(node) && ts.isCallExpression(node.expression) && asking.test(node.expression.expression.getText()))
      found = true;
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}
