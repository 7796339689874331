import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';

/**
 * Whether a field is a mark of a resource, such as the version of a file: filled in together with the resource it belongs to,
 * and never asked of a person.
 */
export function isMark({ resource, advanced, optional }: Pick<FormField, 'resource' | 'advanced' | 'optional'>): boolean {
  return resource !== undefined && advanced && optional;
}

/**
 * Takes out what speaks of something else now. Once the person names another file, the mark of the version is stale; once
 * they choose another repository, the number of an issue of the old one is.
 */
export function withoutStaleMarks(fields: readonly FormField[], before: FormValues, next: FormValues): FormValues {
  const changed = (key: string) => before[key] !== next[key];
  const renamed = fields.some(({ key, resource, advanced }) => resource !== undefined && !advanced && changed(key));
  if (!renamed) return next;
  const another = (key: string) => changed(key) && before[key] !== '' && before[key] !== undefined;
  const stale = fields.filter(
    (field) =>
      !changed(field.key) && (isMark(field) || (field.as === 'reference' && field.picker.given?.some((given) => another(given)) === true)),
  );
  return { ...next, ...Object.fromEntries(stale.map(({ key }) => [key, ''])) };
}
