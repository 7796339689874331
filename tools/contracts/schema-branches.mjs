// The alternatives of a schema, and which of one schema is which of another.
import { without } from './plain-schema.mjs';

/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */

/** What is said of the whole, not of its alternatives. */
const ofTheWhole = ['title', 'description', 'default', 'x-example', 'x-reference', 'x-journal'];

/** What alternatives are called in a sentence. @type {Readonly<Record<string, string>>} */
const names = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  null: 'null',
  array: 'a list',
  object: 'an object',
};

/**
 * @param {PlainSchema} before
 * @param {PlainSchema} now
 * @returns {{ pairs: readonly (readonly [PlainSchema, PlainSchema])[], lost: readonly string[], gained: readonly string[] }} the alternatives
 *   that both have, and the names of those that only one has
 */
export function pairBranches(before, now) {
  const left = branchesOf(now).map((schema) => ({ key: keyOf(schema), schema }));
  /** @type {(readonly [PlainSchema, PlainSchema])[]} */
  const pairs = [];
  /** @type {string[]} */
  const lost = [];
  for (const schema of branchesOf(before)) {
    const at = left.findIndex(({ key }) => key === keyOf(schema));
    const [found] = at === -1 ? [] : left.splice(at, 1);
    if (found === undefined) lost.push(nameOf(schema));
    else pairs.push([schema, found.schema]);
  }
  return { pairs, lost, gained: left.map(({ schema }) => nameOf(schema)) };
}

/** @param {PlainSchema} schema @returns {readonly PlainSchema[]} one for each alternative, each of one type */
function branchesOf(schema) {
  const { anyOf, oneOf, type, ...others } = schema;
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches))
    return branches.flatMap((branch) => branchesOf(branch)).map((branch) => ({ ...without(others, ofTheWhole), ...branch }));
  if (Array.isArray(type)) return type.map((one) => (one === 'null' ? { type: 'null' } : { ...others, type: one }));
  return [schema];
}

/** Equal for what is the same alternative: of objects, the fields with one value tell them apart. @param {PlainSchema} schema */
function keyOf(schema) {
  const properties = /** @type {Readonly<Record<string, PlainSchema>>} */ (schema['properties'] ?? {});
  const fixed = Object.entries(properties).flatMap(([key, property]) =>
    'const' in property ? [`${key}=${JSON.stringify(property['const'])}`] : [],
  );
  const type = typeOf(schema);
  // A whole number is a number: `schemaChanges` says which of the two it is.
  return [type === 'integer' ? 'number' : type, ...fixed.sort()].join(' ');
}

/** @param {PlainSchema} schema */
function typeOf(schema) {
  const type = schema['type'] ?? schema['x-type'] ?? schema['$ref'];
  if (type !== undefined) return String(type);
  return 'const' in schema ? typeof schema['const'] : 'anything';
}

/** @param {PlainSchema} schema */
function nameOf(schema) {
  const [, ...fixed] = keyOf(schema).split(' ');
  const type = typeOf(schema);
  return [names[type] ?? type, ...(fixed.length === 0 ? [] : [`with ${fixed.join(', ')}`])].join(' ');
}
