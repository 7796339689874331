// Values that a version of a contract has taken, kept with its snapshot: later versions have to take them too, once they are lifted.
import { zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { sampleValues } from './sample-values.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */
/** @typedef {import('@wiz/integration-kit/contract').SavedFields} SavedFields */
/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */

/**
 * Every value in it was accepted by the schema itself, refinements included.
 * @typedef {object} Samples
 * @property {SavedFields} [least] only what has to be there
 * @property {SavedFields} full every field that a value could be made for
 * @property {Readonly<Record<string, readonly unknown[]>>} others what else a field of the full one may be
 */

/**
 * @param {AnySchema} schema a `z.object`
 * @param {PlainSchema} plain the same as plain data
 * @returns {Samples | undefined} undefined where none can be made: the rules of its code refuse all
 */
export function samplesOf(schema, plain) {
  const object = zodOf(schema);
  if (!(object instanceof z.ZodObject)) return undefined;
  const takes = (/** @type {SavedFields} */ fields) => object.safeParse(fields).success;
  /** @type {Record<string, unknown[]>} */
  const values = {};
  for (const [key, property] of Object.entries(/** @type {Record<string, PlainSchema>} */ (plain['properties'] ?? {}))) {
    const field = /** @type {z.ZodType} */ (object.shape[key]);
    const taken = few(
      property,
      sampleValues(property).filter((value) => field.safeParse(value).success),
    );
    if (taken.length > 0) values[key] = taken;
  }
  const filled = Object.fromEntries(Object.entries(values).map(([key, [first]]) => [key, first]));
  const required = /** @type {readonly string[]} */ (plain['required'] ?? []);
  const least = Object.fromEntries(Object.entries(filled).filter(([key]) => required.includes(key)));
  const full = [filled, least].find(takes);
  if (full === undefined) return undefined;
  const others = Object.entries(values).flatMap(([key, [, ...more]]) => {
    const taken = more.filter((value) => takes({ ...full, [key]: value }));
    return taken.length === 0 ? [] : [/** @type {const} */ ([key, taken])];
  });
  return { ...(takes(least) ? { least } : {}), full, others: Object.fromEntries(others) };
}

/** Of texts that one schema takes, four tell as much as all. @param {PlainSchema} property @param {readonly unknown[]} values */
function few(property, values) {
  return property['type'] === 'string' && !('enum' in property) && values.length > 4
    ? [...values.slice(0, 3), ...values.slice(-1)]
    : [...values];
}

/** All of them, one field changed at a time. @param {Samples} samples @returns {readonly SavedFields[]} */
export function everySample({ least, full, others }) {
  return [
    ...(least === undefined ? [] : [least]),
    full,
    ...Object.entries(others).flatMap(([key, values]) => values.map((value) => ({ ...full, [key]: value }))),
  ];
}
