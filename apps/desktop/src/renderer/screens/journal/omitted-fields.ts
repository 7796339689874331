import { hintsOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** The fields of an input that the contract keeps out of the journal. */
export function omittedFields(input: z.ZodType): readonly string[] {
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries(input.shape).flatMap(([key, value]) =>
    value instanceof z.ZodType && hintsOf(value)?.journal === 'omit' ? [key] : [],
  );
}
