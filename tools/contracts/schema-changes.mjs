// How two schemas differ: what one takes that the other does not, and what is only said in other words.
import { isDeepStrictEqual } from 'node:util';
import { pairBranches } from './schema-branches.mjs';

/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */

/**
 * `narrower`: something is not taken any more. `wider`: something more is. `behaviour`: the same is taken, and something else
 * comes of it. `words`: only what people read.
 * @typedef {object} SchemaChange
 * @property {'narrower' | 'wider' | 'behaviour' | 'words'} kind
 * @property {readonly string[]} path to the field; `[]` stands for the elements of a list
 * @property {string} says what is so now, to be put after the field's name
 * @property {'value' | 'field' | 'choice'} [about] what a change adds or takes away; other changes bound what is there
 */

/** @param {PlainSchema} before @param {PlainSchema} now @param {readonly string[]} [path] @returns {readonly SchemaChange[]} */
export function schemaChanges(before, now, path = []) {
  if (isDeepStrictEqual(before, now)) return [];
  const { pairs, lost, gained } = pairBranches(before, now);
  return [
    ...wordChanges(before, now, path),
    ...lost.map((name) => change('narrower', path, `is not ${name} any more`, 'value')),
    ...gained.map((name) => change('wider', path, `may be ${name} too`, 'value')),
    ...pairs.flatMap(([was, is]) => branchChanges(was, is, path)),
  ];
}

/** @param {PlainSchema} was @param {PlainSchema} is one alternative each, of one type @param {readonly string[]} path @returns {readonly SchemaChange[]} */
function branchChanges(was, is, path) {
  return [
    ...wholeChanges(was, is, path),
    ...choiceChanges(was, is, path),
    ...boundChanges(was, is, path),
    ...fieldChanges(was, is, path),
    ...('items' in was && 'items' in is ? schemaChanges(plain(was['items']), plain(is['items']), [...path, '[]']) : []),
    ...ruleChanges(was, is, path),
    ...otherChanges(was, is, path),
  ];
}

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function wholeChanges(was, is, path) {
  const [old, now] = [was['type'] === 'integer', is['type'] === 'integer'];
  if (old === now) return [];
  return [now ? change('narrower', path, 'has to be a whole number now', 'value') : change('wider', path, 'may be any number', 'value')];
}

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function choiceChanges(was, is, path) {
  const [old, now] = [choicesOf(was), choicesOf(is)];
  if (old === undefined && now === undefined) return [];
  if (old === undefined) return [change('narrower', path, `is one of ${words(now ?? [])} now`, 'choice')];
  if (now === undefined) return [change('wider', path, 'may be more than its former choices', 'choice')];
  return [
    ...old.filter((one) => !now.includes(one)).map((one) => change('narrower', path, `is not ${quoted(one)} any more`, 'choice')),
    ...now.filter((one) => !old.includes(one)).map((one) => change('wider', path, `may be ${quoted(one)} too`, 'choice')),
  ];
}

/** Keywords that bound a value, and whether a larger number is the narrower bound. */
const bounds = /** @type {const} */ ([
  ['minLength', true, 'the shortest text'],
  ['maxLength', false, 'the longest text'],
  ['minimum', true, 'the least'],
  ['maximum', false, 'the most'],
  ['exclusiveMinimum', true, 'what it has to exceed'],
  ['exclusiveMaximum', false, 'what it has to stay below'],
  ['minItems', true, 'the fewest elements'],
  ['maxItems', false, 'the most elements'],
  ['multipleOf', true, 'its step'],
]);

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function boundChanges(was, is, path) {
  return bounds.flatMap(([keyword, isLower, name]) => {
    const none = isLower ? -Infinity : Infinity;
    // A text and a list are never shorter than nothing.
    const free = keyword === 'minLength' || keyword === 'minItems' ? 0 : none;
    const [old, now] = [boundOf(was[keyword], free), boundOf(is[keyword], free)];
    if (old === now) return [];
    const says =
      now === free ? `is not bound by ${name} any more` : `has ${String(now)} as ${name} now${old === free ? '' : `, not ${String(old)}`}`;
    return [change(now > old === isLower ? 'narrower' : 'wider', path, says)];
  });
}

/** What every whole number is bound by counts for none. @param {unknown} value @param {number} free */
function boundOf(value, free) {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : free;
}

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function fieldChanges(was, is, path) {
  const [old, now] = [propertiesOf(was), propertiesOf(is)];
  const [oldRequired, required] = [requiredOf(was), requiredOf(is)];
  return [
    ...Object.keys(old)
      .filter((key) => !(key in now))
      .map((key) => change('narrower', [...path, key], 'is gone', 'field')),
    ...Object.keys(now)
      .filter((key) => !(key in old))
      .map((key) =>
        required.has(key)
          ? change('narrower', [...path, key], 'is new and has to be there', 'value')
          : change('wider', [...path, key], 'is new', 'field'),
      ),
    ...Object.entries(now).flatMap(([key, schema]) => {
      const before = old[key];
      if (before === undefined) return [];
      const changes = [...schemaChanges(before, schema, [...path, key])];
      if (required.has(key) && !oldRequired.has(key)) changes.push(change('narrower', [...path, key], 'has to be there now', 'value'));
      if (!required.has(key) && oldRequired.has(key)) changes.push(change('wider', [...path, key], 'may be left out', 'value'));
      return changes;
    }),
  ];
}

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function ruleChanges(was, is, path) {
  const [old, now] = [Number(was['x-rules'] ?? 0), Number(is['x-rules'] ?? 0)];
  if (old === now) return [];
  return [change(now > old ? 'narrower' : 'wider', path, `is checked by ${String(now)} rules of code now, not by ${String(old)}`)];
}

/** What is compared above, or said in words only. */
const known = new Set([
  ...bounds.map(([keyword]) => keyword),
  ...['type', 'anyOf', 'oneOf', 'enum', 'const', 'items', 'properties', 'required', 'default', 'title', 'description'],
  ...['examples', 'x-rules', 'x-example', 'x-reference', 'x-journal'],
]);

/** @param {PlainSchema} was @param {PlainSchema} is @param {readonly string[]} path @returns {SchemaChange[]} */
function otherChanges(was, is, path) {
  const keywords = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (keyword) => !known.has(keyword) && !isDeepStrictEqual(was[keyword], is[keyword]),
  );
  // What exactly a pattern or a format admits no program can tell from its text: at worst less.
  return keywords.map((keyword) =>
    keyword in is ? change('narrower', path, `has another ${keyword}`) : change('wider', path, `has no ${keyword} any more`),
  );
}

/** @param {PlainSchema} before @param {PlainSchema} now @param {readonly string[]} path @returns {SchemaChange[]} */
function wordChanges(before, now, path) {
  const differs = (/** @type {string} */ keyword) => !isDeepStrictEqual(before[keyword], now[keyword]);
  return [
    ...(differs('title') ? [change('words', path, 'has another label')] : []),
    ...(differs('description') ? [change('words', path, 'has another help text')] : []),
    ...(differs('x-example') ? [change('words', path, 'has another placeholder')] : []),
    ...(differs('default')
      ? [change('behaviour', path, `is ${'default' in now ? quoted(now['default']) : 'nothing'} when it is left out`)]
      : []),
    ...(differs('x-reference') ? [change('behaviour', path, 'refers to something else')] : []),
    ...(differs('x-journal') ? [change('behaviour', path, 'is kept in the journal otherwise')] : []),
  ];
}

/** @param {SchemaChange['kind']} kind @param {readonly string[]} path @param {string} says @param {SchemaChange['about']} [about] @returns {SchemaChange} */
function change(kind, path, says, about) {
  return { kind, path, says, ...(about === undefined ? {} : { about }) };
}

/** @param {PlainSchema} schema @returns {readonly unknown[] | undefined} */
function choicesOf(schema) {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}

/** @param {PlainSchema} schema */
function propertiesOf(schema) {
  return /** @type {Readonly<Record<string, PlainSchema>>} */ (schema['properties'] ?? {});
}

/** @param {PlainSchema} schema */
function requiredOf(schema) {
  return new Set(/** @type {readonly string[]} */ (schema['required'] ?? []));
}

/** @param {unknown} schema @returns {PlainSchema} */
function plain(schema) {
  return typeof schema === 'object' && schema !== null ? /** @type {PlainSchema} */ (schema) : {};
}

/** @param {unknown} value */
function quoted(value) {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** @param {readonly unknown[]} values */
function words(values) {
  return values.map(quoted).join(', ');
}
