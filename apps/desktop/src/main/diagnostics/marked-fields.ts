import { hintsOf, zodOf, type AnySchema } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/**
 * The fields of an object that its contract knows, each cleaned, without what the contract keeps to itself: a field that
 * is marked so today is left out of what was kept before it was marked, too.
 */
export function markedFields(
  contractSchema: AnySchema | undefined,
  values: Readonly<Record<string, unknown>>,
  clean: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  const schema = contractSchema === undefined ? undefined : zodOf(contractSchema);
  const shape: Readonly<Record<string, unknown>> = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => Object.hasOwn(shape, key))
      .map(([key, value]) => {
        const field = shape[key];
        const hints = field instanceof z.ZodType ? hintsOf(field) : undefined;
        return [key, hints?.journal === 'omit' || hints?.widget === 'secret' ? '[left out]' : clean(value)];
      }),
  );
}
