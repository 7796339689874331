// Values that a JSON Schema takes, made without chance: the same schema has the same values on every machine.
import { without } from './plain-schema.mjs';

/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */

/** Texts of many forms: where a schema wants a certain one, one of them may have it. */
const texts = [
  ...['example', 'a', 'abc', 'Some words', '1', '10', 'a/b', 'owner/name', 'a@example.com', 'example.com', 'https://example.com'],
  ...['https://example.com/path', '2026-01-31', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z', '12:00:00', 'P1D', '127.0.0.1'],
  ...['::1', '10.0.0.0/8', 'localhost:5432', '123e4567-e89b-42d3-a456-426614174000', 'en', 'EUR', '#a1b2c3', '0123456789abcdef', 'YQ=='],
];
/** Longest text that is made up, in characters: a snapshot is read by people. */
const longest = 300;
/** So deep a value is made; what lies deeper, or refers to itself, is left out. */
const deepest = 6;

/**
 * Values that the schema takes, an ordinary one first, then those at its edges: each choice, each bound, null, nothing in a list.
 * Rules that only code can check may still refuse some. Empty where none can be made.
 * @param {PlainSchema} schema
 * @returns {readonly unknown[]}
 */
export function sampleValues(schema) {
  const made = valuesOf(schema, 0);
  return made.filter((value, at) => made.findIndex((other) => JSON.stringify(other) === JSON.stringify(value)) === at);
}

/** @param {PlainSchema} schema @param {number} depth @returns {unknown[]} */
function valuesOf(schema, depth) {
  if (depth > deepest || '$ref' in schema) return [];
  const given = 'default' in schema ? [schema['default']] : [];
  if ('const' in schema) return [schema['const']];
  if (Array.isArray(schema['enum'])) return [...given, ...schema['enum']];
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(branches))
    return [...given, ...branches.flatMap((branch) => valuesOf({ ...without(schema, ['anyOf', 'oneOf', 'default']), ...branch }, depth))];
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return [...given, ...types.flatMap((type) => valuesOfType(type, schema, depth))];
}

/** @param {unknown} type @param {PlainSchema} schema @param {number} depth @returns {unknown[]} */
function valuesOfType(type, schema, depth) {
  if (type === 'null') return [null];
  if (type === 'boolean') return [true, false];
  if (type === 'string') return textsFor(schema);
  if (type === 'integer' || type === 'number') return numbersFor(schema, type === 'integer');
  if (type === 'array') return listsFor(schema, depth);
  if (type === 'object') return objectsFor(schema, depth);
  return 'x-type' in schema ? [] : ['example'];
}

/** @param {PlainSchema} schema @returns {string[]} */
function textsFor(schema) {
  const { minLength = 0, maxLength = Infinity } = /** @type {{ minLength?: number, maxLength?: number }} */ (schema);
  const more = /** @type {readonly { pattern?: string }[]} */ (Array.isArray(schema['allOf']) ? schema['allOf'] : []);
  const patterns = [schema['pattern'], ...more.map(({ pattern }) => pattern)].filter((pattern) => typeof pattern === 'string');
  const own = [schema['x-example'], ...(Array.isArray(schema['examples']) ? schema['examples'] : [])].filter(
    (text) => typeof text === 'string',
  );
  const edge = minLength <= longest ? ['x'.repeat(minLength)] : [];
  const fitting = [...own, ...texts, ...edge].filter(
    (text) => text.length >= minLength && text.length <= maxLength && patterns.every((pattern) => new RegExp(pattern, 'u').test(text)),
  );
  // All of those that one form admits would be too many where any text will do.
  return patterns.length > 0 || 'format' in schema || 'x-rules' in schema ? fitting : [...fitting.slice(0, 1), ...fitting.slice(-1)];
}

/** @param {PlainSchema} schema @param {boolean} isWhole @returns {number[]} */
function numbersFor(schema, isWhole) {
  const numbers =
    /** @type {{ minimum?: number, maximum?: number, exclusiveMinimum?: number, exclusiveMaximum?: number, multipleOf?: number }} */ (
      schema
    );
  const step = numbers.multipleOf ?? (isWhole ? 1 : 0.5);
  const low = numbers.minimum ?? (numbers.exclusiveMinimum === undefined ? undefined : numbers.exclusiveMinimum + step);
  const high = numbers.maximum ?? (numbers.exclusiveMaximum === undefined ? undefined : numbers.exclusiveMaximum - step);
  const ordinary = Math.min(Math.max(1, low ?? -Infinity), high ?? Infinity);
  return [ordinary, low ?? ordinary, high ?? ordinary].filter((value) => Math.abs(value) < Number.MAX_SAFE_INTEGER);
}

/** @param {PlainSchema} schema @param {number} depth @returns {unknown[][]} */
function listsFor(schema, depth) {
  const {
    minItems = 0,
    items = {},
    prefixItems,
  } = /** @type {{ minItems?: number, items?: PlainSchema, prefixItems?: readonly PlainSchema[] }} */ (schema);
  if (prefixItems !== undefined) return [prefixItems.map((item) => valuesOf(item, depth + 1)[0])];
  const values = valuesOf(items, depth + 1);
  const [first] = values;
  const filled = first === undefined ? [] : [Array.from({ length: Math.max(1, minItems) }, (_, at) => values[at] ?? first)];
  return [...filled, ...values.slice(1).map((value) => [value, ...(filled[0] ?? []).slice(1)]), ...(minItems === 0 ? [[]] : [])];
}

/** @param {PlainSchema} schema @param {number} depth @returns {Record<string, unknown>[]} */
function objectsFor(schema, depth) {
  const { properties = {}, required = [] } = /** @type {{ properties?: Record<string, PlainSchema>, required?: readonly string[] }} */ (
    schema
  );
  const values = Object.entries(properties).map(([key, property]) => /** @type {const} */ ([key, valuesOf(property, depth + 1)]));
  const filled = values.flatMap(([key, [first]]) => (first === undefined ? [] : [/** @type {const} */ ([key, first])]));
  if (required.some((key) => !filled.some(([name]) => name === key))) return [];
  const full = Object.fromEntries(filled);
  const least = Object.fromEntries(filled.filter(([key]) => required.includes(key)));
  return [full, least, ...values.flatMap(([key, [, ...others]]) => others.map((value) => ({ ...full, [key]: value })))];
}
