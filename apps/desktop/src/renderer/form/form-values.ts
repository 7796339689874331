import { zodOf, type AnySchema } from '@wiz/integration-kit/contract';
import { fieldSentence } from './field-sentence.ts';
import type { FormField } from './form-field.ts';

/** What the inputs of a form hold. */
export type FormValues = Readonly<Record<string, string | number | boolean>>;

/** Why a field is wrong, by its name; the empty name stands for the form as a whole. */
export type FieldProblems = Readonly<Record<string, string>>;

export type Checked =
  { readonly ok: true; readonly input: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly problems: FieldProblems };

function asFormValue(field: FormField, value: unknown): string | number | boolean {
  if (field.as === 'switch') return value === true;
  if (field.as === 'number') return typeof value === 'number' ? value : '';
  if (field.as === 'reference' && typeof value === 'number') return field.numeric ? value : String(value);
  if (field.as === 'lines') return Array.isArray(value) ? value.join('\n') : '';
  if (field.as === 'choice') return typeof value === 'string' ? value : field.optional ? '' : (field.choices[0]?.value ?? '');
  return typeof value === 'string' ? value : '';
}

/** A form as it is first shown, with given values in place of the schema's own defaults. */
export function initialValues(fields: readonly FormField[], given: Readonly<Record<string, unknown>> = {}): FormValues {
  return Object.fromEntries(fields.map((field) => [field.key, asFormValue(field, given[field.key] ?? field.fallback)]));
}

/** Empty stands for “not given” where that is allowed, and everywhere for numbers and choices. */
function asInput(field: FormField, value: string | number | boolean | undefined): unknown {
  if (value === undefined) return undefined;
  if (field.as === 'lines') {
    const lines = String(value)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return lines.length === 0 && field.optional ? undefined : lines;
  }
  const none = field.optional || field.as === 'number' || field.as === 'choice' || (field.as === 'reference' && field.numeric);
  if (value === '' && none) return undefined;
  return value;
}

/** Checks a form with the contract's own schema: the same check that main makes again. */
export function checkValues(schema: AnySchema, fields: readonly FormField[], values: FormValues): Checked {
  const input = Object.fromEntries(
    fields.flatMap((field) => {
      const value = asInput(field, values[field.key]);
      return value === undefined ? [] : [[field.key, value] as const];
    }),
  );
  const result = zodOf(schema).safeParse(input, { error: fieldSentence });
  if (result.success) return { ok: true, input };
  const problems: Record<string, string> = {};
  for (const issue of result.error.issues) problems[String(issue.path[0] ?? '')] ??= issue.message;
  return { ok: false, problems };
}
