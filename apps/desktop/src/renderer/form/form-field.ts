import { hintsOf, zodOf, type AnySchema, type FieldHints, type Picker } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { words } from '../text/format.ts';

interface FieldBase {
  /** Its name in the input. */
  readonly key: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly placeholder: string | undefined;
  /** May be left empty. */
  readonly optional: boolean;
  readonly advanced: boolean;
  readonly resource: string | undefined;
  readonly offeredFor: FieldHints['offeredFor'];
  /** What the schema takes when nothing is given. */
  readonly fallback: unknown;
}

/** One input of a generated form. */
export type FormField =
  | (FieldBase & { readonly as: 'text' | 'multiline' | 'folder' | 'lines' | 'switch' })
  | (FieldBase & { readonly as: 'number'; readonly whole: boolean; readonly min: number | undefined; readonly max: number | undefined })
  | (FieldBase & {
      /** Chosen from what a `read` of the same contract lists, or typed. */
      readonly as: 'reference';
      readonly picker: Picker;
      /** The value is a number. */
      readonly numeric: boolean;
    })
  | (FieldBase & { readonly as: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] });

interface Unwrapped {
  readonly core: z.ZodType;
  readonly optional: boolean;
  readonly fallback: unknown;
}

/** Takes `optional`, `nullable`, `default` and the like off, remembering what they mean. */
function unwrap(schema: z.ZodType, optional = false, fallback?: unknown): Unwrapped {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(inner(schema.def.innerType), true, fallback ?? schema.def.defaultValue);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(inner(schema.def.innerType), true, fallback);
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodNonOptional) return unwrap(inner(schema.def.innerType), optional, fallback);
  if (schema instanceof z.ZodPipe) return unwrap(inner(schema.def.in), optional, fallback);
  return { core: schema, optional, fallback };
}

/** Zod types the inside of a wrapper by its core; the classic schemas that contracts use are all `ZodType`. */
function inner(schema: unknown): z.ZodType {
  if (!(schema instanceof z.ZodType)) throw new TypeError('A form needs schemas made by Zod.');
  return schema;
}

function limit(value: number | null): number | undefined {
  return value === null || !Number.isFinite(value) || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function fieldOf(key: string, schema: z.ZodType): FormField {
  const { core, optional, fallback } = unwrap(schema);
  const hints: Partial<FieldHints> = hintsOf(schema) ?? {};
  const base: FieldBase = {
    key,
    label: hints.label ?? words(key),
    help: hints.help ?? schema.description,
    placeholder: hints.placeholder,
    optional,
    advanced: hints.advanced ?? false,
    resource: hints.resource,
    offeredFor: hints.offeredFor,
    fallback,
  };
  if (core instanceof z.ZodBoolean) return { ...base, as: 'switch' };
  if (hints.picker !== undefined && (core instanceof z.ZodNumber || core instanceof z.ZodString))
    return { ...base, as: 'reference', picker: hints.picker, numeric: core instanceof z.ZodNumber };
  if (core instanceof z.ZodNumber)
    return { ...base, as: 'number', whole: core.format?.includes('int') === true, min: limit(core.minValue), max: limit(core.maxValue) };
  if (core instanceof z.ZodEnum)
    return { ...base, as: 'choice', choices: core.options.map((value) => ({ value: String(value), label: words(String(value)) })) };
  if (core instanceof z.ZodArray) return { ...base, as: 'lines' };
  if (hints.widget === 'folder') return { ...base, as: 'folder' };
  return { ...base, as: hints.widget === 'text' ? 'multiline' : 'text' };
}

/**
 * The inputs that a contract's input or config schema asks for, in its order.
 *
 * @throws TypeError when the schema is not a `z.object`; `defineContract` refuses such a contract
 */
export function formFields(schema: AnySchema): readonly FormField[] {
  const object = zodOf(schema);
  if (!(object instanceof z.ZodObject)) throw new TypeError('A form needs a z.object.');
  return Object.entries(object.shape).map(([key, value]) => fieldOf(key, inner(value)));
}
