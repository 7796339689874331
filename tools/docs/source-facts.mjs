// What a source file exports and which tests it holds, read from its syntax tree: comments, strings and tests that are
// switched off do not count.
import ts from 'typescript';

/** Ways of calling `it` and `test` that still run the test; `skip`, `todo` and `fails` are none of them. */
const running = new Set(['each', 'for', 'skipIf', 'runIf', 'concurrent', 'sequential']);

/**
 * The titles of the tests in a file of Vitest or Playwright, as they are written: of `it.each` with its `%s`, of a template
 * with `…` for each value in it.
 * @param {string} file its name tells its language
 * @param {string} text
 * @returns {ReadonlySet<string>}
 */
export function testTitles(file, text) {
  /** @type {Set<string>} */
  const titles = new Set();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const { runner, ways } = calledRunner(node);
      if (/^(it|test|describe)$/.test(runner) && ways.some((way) => way === 'skip' || way === 'todo')) return;
      const title = titleOf(node.arguments[0]);
      const runs = /^(it|test)$/.test(runner) && node.arguments.length > 1 && ways.every((way) => running.has(way));
      if (runs && title !== undefined) titles.add(title);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return titles;
}

/**
 * The names that a module exports by itself; what it passes on with `export *` is not among them.
 * @param {string} file
 * @param {string} text
 * @returns {ReadonlySet<string>}
 */
export function exportedNames(file, text) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const statement of parse(file, text).statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause))
      for (const { name } of statement.exportClause.elements) names.add(name.text);
    if (!ts.canHaveModifiers(statement)) continue;
    if (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) !== true) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) names.add(name.text);
    } else if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      if (statement.name !== undefined) names.add(statement.name.text);
    }
  }
  return names;
}

/** @param {string} file @param {string} text */
const parse = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest);

/**
 * `it.skipIf(x)('…')` is called by `it`, in the way `skipIf`; `test.describe.skip('…')` by `test`, in two ways.
 * @param {ts.CallExpression} call
 * @returns {{ runner: string, ways: readonly string[] }} `runner` is empty where it is called by no name
 */
function calledRunner(call) {
  /** @type {string[]} */
  const ways = [];
  /** @type {ts.Expression} */
  let called = call.expression;
  while (!ts.isIdentifier(called)) {
    if (ts.isPropertyAccessExpression(called)) {
      ways.unshift(called.name.text);
      called = called.expression;
    } else if (ts.isCallExpression(called)) called = called.expression;
    else if (ts.isTaggedTemplateExpression(called)) called = called.tag;
    else return { runner: '', ways: [] };
  }
  return { runner: called.text, ways };
}

/** @param {ts.Expression | undefined} argument */
function titleOf(argument) {
  if (argument === undefined) return undefined;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isTemplateExpression(argument)) return undefined;
  return argument.head.text + argument.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
