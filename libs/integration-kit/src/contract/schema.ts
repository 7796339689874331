import type { z } from 'zod';
import { safeParse } from 'zod/v4/core';
import { IntegrationError } from '@wiz/core';
import type { ErrorCategory } from '@wiz/core';

/**
 * The least that our generics read of a Zod schema. Constraining to `z.ZodType` instead costs the type checker
 * several times more on a full catalogue.
 */
export interface Schema<I = unknown, O = unknown> {
  readonly _zod: { readonly input: I; readonly output: O };
}

export type AnySchema = Schema;
export type In<S extends AnySchema> = S['_zod']['input'];
export type Out<S extends AnySchema> = S['_zod']['output'];

/** The full Zod schema behind the least type. Every value of type `Schema` in a contract was made by Zod: `contract.test.ts`. */
export function zodOf<I, O>(schema: Schema<I, O>): z.ZodType<O, I> {
  return schema as unknown as z.ZodType<O, I>;
}

/**
 * Parses a value that crossed a boundary.
 *
 * @throws IntegrationError of the given category, with one sentence and a reason per wrong field
 */
export function parse<S extends AnySchema>(schema: S, value: unknown, category: ErrorCategory, what: string): Out<S> {
  const result = safeParse(zodOf(schema), value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.map(String).join('.')] ??= issue.message;
  const first = Object.entries(fields)[0];
  const where = first === undefined || first[0] === '' ? '' : `“${first[0]}”: `;
  throw new IntegrationError(category, `${what} ${where}${first?.[1] ?? 'not as expected'}.`.replace(/\.\.$/, '.'), {
    fields,
    cause: result.error,
  });
}
