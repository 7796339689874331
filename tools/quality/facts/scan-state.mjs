// State that no connection owns: it would be shared by all accounts.
import ts from 'typescript';

/** @typedef {import('./scan.mjs').Find} Find */

const changing = new Set(['set', 'add', 'push', 'unshift', 'splice', 'delete', 'clear', 'pop', 'shift']);

/** @param {ts.SourceFile} source @param {Find} find */
export function scanState(source, find) {
  /** @type {Map<string, ts.Node>} */
  const kept = new Map();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const declaration of statement.declarationList.declarations) {
      if (!isConst) find('module state', declaration);
      else if (ts.isIdentifier(declaration.name)) kept.set(declaration.name.text, declaration);
    }
  }
  /** @param {ts.Node} node */
  const visit = (node) => {
    const changed = changedName(node);
    const declaration = changed === undefined ? undefined : kept.get(changed);
    if (declaration !== undefined) find('module state', declaration);
    if (ts.isPropertyDeclaration(node)) {
      const kinds = (ts.getModifiers(node) ?? []).map(({ kind }) => kind);
      if (kinds.includes(ts.SyntaxKind.StaticKeyword)) find('module state', node);
      if (/cache|memo/i.test(node.name.getText(source)) && node.initializer !== undefined) find('own cache', node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** The variable that a node changes what is in. @param {ts.Node} node @returns {string | undefined} */
function changedName(node) {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && changing.has(node.expression.name.text))
    return nameOf(node.expression.expression);
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  )
    return ts.isPropertyAccessExpression(node.left) || ts.isElementAccessExpression(node.left) ? nameOf(node.left.expression) : undefined;
  if (
    (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
  )
    return ts.isPropertyAccessExpression(node.operand) ? nameOf(node.operand.expression) : undefined;
  return undefined;
}

/** @param {ts.Expression} expression */
function nameOf(expression) {
  return ts.isIdentifier(expression) ? expression.text : undefined;
}
