// The fields of a contract's schemas, with their hints.
import { hintsOf, zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */
/** @typedef {import('@wiz/integration-kit/contract').FieldHints} FieldHints */

/**
 * @typedef {object} Field
 * @property {string} key
 * @property {z.ZodType} schema
 * @property {z.ZodType} core without `optional`, `default` and the like around it
 * @property {FieldHints | undefined} hints
 */

/**
 * @param {AnySchema | undefined} schema an object, or a list of objects
 * @returns {readonly Field[]} none for anything else
 */
export function fieldsIn(schema) {
  if (schema === undefined) return [];
  let core = coreOf(zodOf(schema));
  if (core instanceof z.ZodArray) core = coreOf(/** @type {z.ZodType} */ (core.element));
  if (!(core instanceof z.ZodObject)) return [];
  return Object.entries(core.shape).map(([key, value]) => {
    const field = /** @type {z.ZodType} */ (value);
    return { key, schema: field, core: coreOf(field), hints: hintsOf(field) };
  });
}

/** The fields of an output and those of the rows in it. @param {AnySchema} schema @returns {readonly Field[]} */
export function fieldsDeep(schema) {
  return fieldsIn(schema).flatMap((field) => [field, ...(field.core instanceof z.ZodArray ? fieldsDeep(field.core) : [])]);
}

/** @param {z.ZodType} schema @returns {z.ZodType} */
function coreOf(schema) {
  if (schema instanceof z.ZodPipe) return coreOf(/** @type {z.ZodType} */ (schema.def.in));
  const { def } = schema;
  return 'innerType' in def && def.innerType instanceof z.ZodType ? coreOf(def.innerType) : schema;
}

/** Whether a text or a list has an end. @param {z.ZodType} core @returns {boolean} */
export function isBounded(core) {
  if (core instanceof z.ZodString) return core.maxLength !== null || boundedByPattern(core);
  if (!(core instanceof z.ZodArray)) return true;
  const most = (core.def.checks ?? []).some((check) => check._zod.def.check === 'max_length' || check._zod.def.check === 'length_equals');
  return most && isBounded(coreOf(/** @type {z.ZodType} */ (core.element)));
}

/** A pattern from end to end whose every piece is counted. @param {z.ZodString} core */
function boundedByPattern(core) {
  const pattern = /** @type {RegExp | undefined} */ (
    (core.def.checks ?? []).map((check) => Reflect.get(check._zod.def, 'pattern')).find((one) => one instanceof RegExp)
  );
  if (core.format !== null && core.format !== 'regex') return true;
  return (
    pattern !== undefined && pattern.source.startsWith('^') && pattern.source.endsWith('$') && !/(?<!\\)[*+]|\{\d+,\}/.test(pattern.source)
  );
}
