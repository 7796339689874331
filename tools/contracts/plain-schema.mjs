// A schema as plain data: its JSON Schema, with what that cannot say under names that begin with “x-”.
import { hintsOf, zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */

/**
 * A JSON Schema, as far as it is read here.
 * @typedef {{ readonly [keyword: string]: unknown }} PlainSchema
 */

/**
 * `x-rules` counts the rules that only code can check, `x-type` names what JSON has no word for, `x-reference` says where
 * choices come from, `x-journal` what is kept out of the journal.
 * @param {AnySchema} schema
 * @param {'input' | 'output'} io what is asked for, or what is answered
 * @returns {PlainSchema}
 */
export function plainSchema(schema, io) {
  const plain = z.toJSONSchema(zodOf(schema), {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Of an answer it only says that what is not named here is taken off.
      if (io === 'output' && zodSchema._zod.def.type === 'object' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      Object.assign(
        jsonSchema,
        besides(/** @type {z.ZodType} */ (/** @type {unknown} */ (zodSchema)), Object.keys(jsonSchema).length === 0),
      );
    },
  });
  // Without what is undefined, and without anything that is no plain data.
  return without(JSON.parse(JSON.stringify(plain)), ['$schema']);
}

/** A schema without some of its keywords. @param {PlainSchema} schema @param {readonly string[]} keywords @returns {PlainSchema} */
export function without(schema, keywords) {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

/** @param {z.ZodType} schema @param {boolean} isUnsaid nothing is said of it yet @returns {Record<string, unknown>} */
function besides(schema, isUnsaid) {
  const { type, checks = [] } = schema._zod.def;
  const rules = checks.filter((check) => check._zod.def.check === 'custom').length;
  const hints = hintsOf(schema);
  return {
    ...(isUnsaid && type !== 'any' && type !== 'unknown' ? { 'x-type': type } : {}),
    ...(rules === 0 ? {} : { 'x-rules': rules }),
    ...(hints === undefined ? {} : { title: hints.label, description: hints.help }),
    ...(hints?.placeholder === undefined ? {} : { 'x-example': hints.placeholder }),
    ...(hints?.picker !== undefined
      ? { 'x-reference': hints.picker }
      : hints?.resource === undefined
        ? {}
        : { 'x-reference': hints.resource }),
    ...(hints?.journal === undefined ? {} : { 'x-journal': hints.journal }),
  };
}
