import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';

/**
 * Takes marks off that speak of something else now. A mark is an optional field among the advanced ones that was filled in
 * together with the resource it belongs to, such as the version of a file: once the person names another file, it is stale.
 */
export function withoutStaleMarks(fields: readonly FormField[], before: FormValues, next: FormValues): FormValues {
  const changed = (key: string) => before[key] !== next[key];
  const renamed = fields.some(({ key, resource, advanced }) => resource !== undefined && !advanced && changed(key));
  if (!renamed) return next;
  const marks = fields.filter(({ key, resource, advanced, optional }) => resource !== undefined && advanced && optional && !changed(key));
  return { ...next, ...Object.fromEntries(marks.map(({ key }) => [key, ''])) };
}
