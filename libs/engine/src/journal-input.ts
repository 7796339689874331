import { hintsOf, zodOf, type AnyOperation } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** Longest string that the journal keeps of one field. */
const longest = 1000;

/** The input as the journal may keep it: without what the contract keeps out, long strings cut. */
export function journalInput(operation: AnyOperation, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null) return {};
  const shape = shapeOf(operation);
  return Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => Object.hasOwn(shape, key))
      .map(([key, value]: [string, unknown]) => {
        if (isOmitted(shape[key])) return [key, `not kept (${String(sizeOf(value))} characters)`];
        if (typeof value === 'string' && value.length > longest) return [key, `${value.slice(0, longest)}…`];
        return [key, value];
      }),
  );
}

/** What of an input the journal leaves out. */
export function omittedValues(operation: AnyOperation, input: unknown): readonly unknown[] {
  if (typeof input !== 'object' || input === null) return [];
  const shape = shapeOf(operation);
  return Object.entries(input).flatMap(([key, value]: [string, unknown]) => (isOmitted(shape[key]) ? [value] : []));
}

/** Of an input that the journal has kept, the fields of this operation that are whole. */
export function keptFields(operation: AnyOperation, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const shape = shapeOf(operation);
  const isCut = (value: unknown): boolean => typeof value === 'string' && value.length > longest && value.endsWith('…');
  return Object.fromEntries(
    Object.entries(input).filter(([key, value]) => Object.hasOwn(shape, key) && !isOmitted(shape[key]) && !isCut(value)),
  );
}

function shapeOf({ input }: AnyOperation): Readonly<Record<string, unknown>> {
  const schema = zodOf(input);
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function isOmitted(field: unknown): boolean {
  return field instanceof z.ZodType && hintsOf(field)?.journal === 'omit';
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value ?? null).length;
}
