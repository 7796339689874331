import type { FormField } from '../../form/form-field.ts';
import type { FieldProblems } from '../../form/form-values.ts';

/**
 * The secrets that are still to be filled in, with a sentence each.
 * @param typed what the inputs hold, by name, without empty ones
 * @param saved what an empty input keeps, by name
 * @param elsewhere the secret that comes from elsewhere
 */
export function missingSecrets(
  fields: readonly FormField[],
  typed: Readonly<Record<string, string>>,
  saved: Readonly<Record<string, unknown>>,
  elsewhere?: string,
): FieldProblems {
  const missing = fields.filter(
    ({ key, optional }) => !optional && key !== elsewhere && !Object.hasOwn(typed, key) && !Object.hasOwn(saved, key),
  );
  return Object.fromEntries(missing.map(({ key }) => [key, 'Fill this in.']));
}
