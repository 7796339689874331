// Small changes to TypeScript files, at places that the compiler finds; formatting comes afterwards.
import ts from 'typescript';

/**
 * Adds a member to the object literal that is the value of a property or a variable. Of several the last one counts, so that
 * `handlers` in `implement({ … })` is meant and not one before it.
 *
 * @param {string} text of the file
 * @param {string} name of the property or variable
 * @param {string} member as it is written, without comma
 * @returns {string | undefined} undefined when there is no such object
 */
export function addToObject(text, name, member) {
  const literal = objectOf(text, name);
  if (literal === undefined) return undefined;
  const last = literal.properties.at(-1);
  const at = last === undefined ? literal.getStart() + 1 : last.getEnd();
  return `${text.slice(0, at)}${last === undefined ? '' : ','}\n${member}${text.slice(at)}`;
}

/**
 * The keys of the object literal that is the value of a property or a variable.
 *
 * @param {string} text @param {string} name
 * @returns {readonly string[]}
 */
export function keysOf(text, name) {
  return (objectOf(text, name)?.properties ?? []).flatMap((member) => (member.name === undefined ? [] : [member.name.getText()]));
}

/**
 * Names something in an import, which is added, in its place, where there is none from there.
 *
 * @param {string} text @param {string} from @param {string} name @param {boolean} [typeOnly]
 */
export function addImport(text, from, name, typeOnly = false) {
  const file = parse(text);
  const word = typeOnly ? `type ${name}` : name;
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== from)
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    if (bindings.elements.some((element) => element.name.text === name)) return text;
    const last = bindings.elements.at(-1);
    if (last === undefined || (statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword && !typeOnly)) continue;
    return `${text.slice(0, last.getEnd())}, ${word}${text.slice(last.getEnd())}`;
  }
  const line = `import { ${word} } from '${from}';`;
  const imports = file.statements.filter(ts.isImportDeclaration);
  const next = imports.find(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && isBefore(from, moduleSpecifier.text));
  if (next !== undefined) return `${text.slice(0, next.getStart())}${line}\n${text.slice(next.getStart())}`;
  const at = imports.at(-1)?.getEnd() ?? 0;
  return `${text.slice(0, at)}\n${line}${text.slice(at)}`;
}

/** Packages come before files, each in the order of the alphabet. @param {string} from @param {string} other */
function isBefore(from, other) {
  const [isFile, otherIsFile] = [from.startsWith('.'), other.startsWith('.')];
  return isFile === otherIsFile ? from < other : otherIsFile;
}

/** @param {string} text @param {string} name @returns {ts.ObjectLiteralExpression | undefined} */
function objectOf(text, name) {
  /** @type {ts.ObjectLiteralExpression | undefined} */
  let found;
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (
      (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
      node.name.getText() === name &&
      node.initializer !== undefined
    ) {
      const value = plain(node.initializer);
      if (ts.isObjectLiteralExpression(value)) found = value;
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return found;
}

/** The value behind `satisfies`, `as` and brackets. @param {ts.Expression} value @returns {ts.Expression} */
function plain(value) {
  return ts.isSatisfiesExpression(value) || ts.isAsExpression(value) || ts.isParenthesizedExpression(value)
    ? plain(value.expression)
    : value;
}

/** @param {string} text */
function parse(text) {
  return ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
}
