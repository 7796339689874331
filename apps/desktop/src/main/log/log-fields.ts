import { categories, isSerializedError, redact, serializeError, toIntegrationError, type ErrorCategory } from '@wiz/core';
import { z } from 'zod';
import { framesOf } from './stack-frames.ts';

// What a field of a log line can be. There is no kind for free text: a sentence may quote what somebody typed.

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** What we named ourselves: a call, a run, a connection. Random as it is, it would be taken for a secret, were it not of one form. */
export const id = z
  .string()
  .regex(/^[\w:.-]{1,100}$/)
  .refine((text) => isHarmless(text.replaceAll(uuid, '')));

/** One word, the program's own or a machine's code: a version, an operation, `ENOENT`. Nothing that looks like a secret. */
export const word = z
  .string()
  .regex(/^[\w.:@+-]{1,60}$/)
  .refine(isHarmless);

export const count = z.number();

export const category = z.enum(Object.keys(categories) as [ErrorCategory, ...ErrorCategory[]]);

export const outcome = z.enum(['none', 'unknown']);

/** Where in the program, from the text of a stack. */
export const stack = z.string().transform(framesOf);

/** What is said of a failed call: its kind and its codes. The sentence is in the journal. */
export const failure = {
  category,
  outcome: outcome.optional(),
  attempts: count.optional(),
  code: word.optional(),
  statusCode: count.optional(),
  integration: word.optional(),
  connection: id.optional(),
  operation: word.optional(),
};

const told = z.object({ ...failure, correlationId: id.optional() });

/** Whatever was thrown: its kind, its codes, and where in the program. Never a message. */
export const thrown = z.unknown().transform((value) => {
  const error = !(value instanceof Error) && isSerializedError(value) ? value : serializeError(toIntegrationError(value));
  const frames = framesOf(deepestStack(value));
  return {
    ...kept(told, error),
    causes: (error.causes ?? []).map((cause) => kept(z.object({ name: word, code: word.optional() }), cause)),
    ...(frames.length === 0 ? {} : { frames }),
  };
});

/** The facts that a schema knows and accepts, each by itself: one that does not fit costs no other. */
export function kept(schema: z.ZodObject, facts: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, field]) => {
      const parsed = z.safeParse(field, Reflect.get(facts, key));
      return parsed.success && parsed.data !== undefined ? [[key, parsed.data] as const] : [];
    }),
  );
}

function isHarmless(text: string): boolean {
  return redact(text) === text;
}

/** Where it began: the stack of the innermost cause that has one. */
function deepestStack(value: unknown, depth = 0): string {
  if (!(value instanceof Error)) return '';
  const inner = depth < 4 ? deepestStack(value.cause, depth + 1) : '';
  return inner === '' ? (value.stack ?? '').replace(value.message, '') : inner;
}
