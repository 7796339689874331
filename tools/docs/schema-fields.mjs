// What the fields of a schema are, in words.
import { hintsOf, zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { table } from './markdown.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */

/**
 * The fields of an input, an output or a chunk as a table; of a list those of its elements. Below it those of each list in it.
 * @param {string} title
 * @param {AnySchema} schema
 * @returns {readonly string[]} paragraphs
 */
export function schemaTable(title, schema) {
  const core = zodOf(schema);
  const whole = core instanceof z.ZodArray ? /** @type {AnySchema} */ (core.element) : schema;
  if (fieldsOf(whole).length === 0) return [`${title}: nothing.`];
  return [`${title}:`, fieldTable(whole), ...listsIn(whole).flatMap(({ key, element }) => [`Each of \`${key}\`:`, fieldTable(element)])];
}

/** @param {AnySchema} schema */
function fieldTable(schema) {
  return table(
    ['Field', 'Type', 'Label', 'Help'],
    fieldsOf(schema).map(({ key, type, label, help }) => [`\`${key}\``, type, label, help]),
  );
}

/** The fields that are lists of things with fields of their own. @param {AnySchema} schema */
function listsIn(schema) {
  const object = zodOf(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).flatMap(([key, value]) => {
    let field = /** @type {unknown} */ (value);
    while (field instanceof z.ZodDefault || field instanceof z.ZodOptional || field instanceof z.ZodNullable) field = field.def.innerType;
    return field instanceof z.ZodArray && field.element instanceof z.ZodObject
      ? [{ key, element: /** @type {AnySchema} */ (field.element) }]
      : [];
  });
}

/**
 * @param {AnySchema} schema
 * @returns {readonly { key: string, type: string, label: string, help: string, fallback: string, inJournal: boolean }[]}
 */
export function fieldsOf(schema) {
  const object = zodOf(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).map(([key, value]) => {
    const field = /** @type {z.ZodType} */ (value);
    const hints = hintsOf(field);
    const { type, fallback } = typeOf(field);
    const { label = '–', help = field.description ?? '–', journal } = hints ?? {};
    return { key, type, label, help, fallback, inJournal: journal !== 'omit' };
  });
}

/**
 * @param {z.ZodType} schema
 * @returns {{ type: string, fallback: string }}
 */
function typeOf(schema) {
  const inner = (/** @type {unknown} */ part) => typeOf(/** @type {z.ZodType} */ (part));
  if (schema instanceof z.ZodDefault) {
    const { type } = inner(schema.def.innerType);
    return { type: `${type}, optional`, fallback: `\`${JSON.stringify(schema.def.defaultValue)}\`` };
  }
  if (schema instanceof z.ZodOptional) return { type: `${inner(schema.def.innerType).type}, optional`, fallback: '–' };
  if (schema instanceof z.ZodNullable) return { type: `${inner(schema.def.innerType).type} or null`, fallback: '–' };
  if (schema instanceof z.ZodPipe) return inner(schema.def.in);
  if (schema instanceof z.ZodEnum) return { type: schema.options.map((option) => `\`${String(option)}\``).join(', '), fallback: '–' };
  if (schema instanceof z.ZodArray) return { type: `list of ${inner(schema.element).type}`, fallback: '–' };
  if (schema instanceof z.ZodNumber) return { type: schema.format?.includes('int') === true ? 'whole number' : 'number', fallback: '–' };
  if (schema instanceof z.ZodString) return { type: 'text', fallback: '–' };
  if (schema instanceof z.ZodBoolean) return { type: 'yes or no', fallback: '–' };
  if (schema instanceof z.ZodObject) return { type: 'object', fallback: '–' };
  return { type: schema.def.type, fallback: '–' };
}
