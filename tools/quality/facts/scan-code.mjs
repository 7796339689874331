// Ways round the ports, and code that no reviewer should have to find.
import ts from 'typescript';

/** @typedef {import('./scan.mjs').Find} Find */

const ownPorts = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'performance',
  'queueMicrotask',
]);
const portPackages =
  /^(node:)?(timers(\/promises)?|http|https|http2|child_process|dns(\/promises)?|worker_threads|cluster|readline|vm|inspector)$|^(undici|axios|got|node-fetch|ky|superagent)$/;

/** @param {ts.Node} node @param {string} id @param {Find} find */
export function scanCode(node, id, find) {
  if (ts.isIdentifier(node) && isUse(node)) {
    if (ownPorts.has(node.text)) find('own port', node.parent);
    if (node.text === 'console') find('printing', node.parent);
    if (node.text === 'eval') find('unsafe', node.parent);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (text === 'Date.now' || text === 'Math.random' || (/^(globalThis|global)\./.test(text) && ownPorts.has(node.name.text)))
      find('own port', node);
    if (text === 'process.env' || text === 'process.argv' || text === 'process.cwd') find('environment', node);
    if (text === 'process.stdout' || text === 'process.stderr') find('printing', node);
  }
  if (ts.isNewExpression(node)) {
    const made = node.expression.getText();
    if (made === 'Date' && (node.arguments ?? []).length === 0) find('own port', node);
    if (made === 'Function') find('unsafe', node);
  }
  if (ts.isCallExpression(node)) scanCall(node, find);
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'rejectUnauthorized' && node.initializer.kind === ts.SyntaxKind.FalseKeyword)
    find('unsafe', node);
  if (node.kind === ts.SyntaxKind.AnyKeyword) find('loose type', node.parent);
  if (ts.isNonNullExpression(node)) find('loose type', node);
  if (ts.isAsExpression(node) && ts.isAsExpression(node.expression) && node.expression.type.kind === ts.SyntaxKind.UnknownKeyword)
    find('loose type', node);
  const imported = importedBy(node);
  if (imported !== undefined) scanImport(node, imported, id, find);
}

/** @param {ts.CallExpression} node @param {Find} find */
function scanCall(node, find) {
  const called = node.expression.getText();
  if (/Sync$/.test(called) && !/[iI]sSync$|^this\./.test(called)) find('blocking call', node);
  const listens = /(^|\.)(addEventListener|addListener)$/.test(called) || /^process\.(on|once)$/.test(called);
  if (listens && !endsItself(node)) find('listener', node);
}

/** A listener that goes by itself, or is taken away in the same file. @param {ts.CallExpression} node */
function endsItself(node) {
  const options = node.arguments[2]?.getText() ?? '';
  return /\bonce: true|\bsignal\b/.test(options) || /removeEventListener|removeListener|process\.off/.test(node.getSourceFile().text);
}

/** @param {ts.Node} node @param {string} imported @param {string} id @param {Find} find */
function scanImport(node, imported, id, find) {
  if (portPackages.test(imported)) find('own port', node);
  if (imported === 'electron' || imported.startsWith('electron/')) find('foreign import', node);
  if (
    /^@wiz\/(contract|integration)-/.test(imported) &&
    !/^@wiz\/integration-kit(\/|$)/.test(imported) &&
    !new RegExp(`^@wiz/(contract|integration)-${id}(/|$)`).test(imported)
  )
    find('foreign import', node);
  if (/(^|\/)integrations\//.test(imported) || /^(\.\.\/){3}/.test(imported)) find('foreign import', node);
}

/** @param {ts.Node} node @returns {string | undefined} */
function importedBy(node) {
  if (
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
    node.moduleSpecifier !== undefined &&
    ts.isStringLiteral(node.moduleSpecifier)
  )
    return node.moduleSpecifier.text;
  const isCall =
    ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
  const first = isCall ? node.arguments[0] : undefined;
  return first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
}

/** Whether a name stands for the global of that name: not a property, a parameter or a declaration. @param {ts.Identifier} node */
function isUse(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return true;
  return ts.isExpression(parent) && !ts.isPropertyAssignment(parent);
}
