import { hintsOf, zodOf, type AnyOperation } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** Longest string that the journal keeps of one field. */
const longest = 1000;

/** The input as the journal may keep it: without what the contract keeps out, long strings cut. */
export function journalInput(operation: AnyOperation, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null) return {};
  const schema = zodOf(operation.input);
  const shape: Readonly<Record<string, unknown>> = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => Object.hasOwn(shape, key))
      .map(([key, value]: [string, unknown]) => {
        const fieldSchema = shape[key];
        const hints = fieldSchema instanceof z.ZodType ? hintsOf(fieldSchema) : undefined;
        if (hints?.journal === 'omit') return [key, `not kept (${String(sizeOf(value))} characters)`];
        if (typeof value === 'string' && value.length > longest) return [key, `${value.slice(0, longest)}…`];
        return [key, value];
      }),
  );
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value ?? null).length;
}
