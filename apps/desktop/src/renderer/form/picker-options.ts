import type { AnyOperation, Picker } from '@wiz/integration-kit/contract';
import { isRow, textOf } from '../results/rows.ts';
import { pageRows } from '../run/page-rows.ts';
import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';

/** One thing to choose. */
export interface PickerOption {
  readonly value: string | number;
  readonly label: string;
  readonly detail: string | undefined;
}

/** More choices than this are not drawn: whoever has more types some letters. */
export const mostShown = 200;

/** The choices that an answer holds, each value once. Rows whose value is neither text nor number cannot be chosen. */
export function optionsOf(picker: Picker, source: AnyOperation, data: unknown): readonly PickerOption[] {
  const options = new Map<string | number, PickerOption>();
  for (const row of pageRows(source, data)) {
    if (!isRow(row)) continue;
    const value = row[picker.value];
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || options.has(value)) continue;
    const detail = picker.detail === undefined ? '' : textOf(row[picker.detail]);
    options.set(value, { value, label: textOf(row[picker.label]) || String(value), detail: detail === '' ? undefined : detail });
  }
  return [...options.values()];
}

/** The choices that hold all the words that were typed, in any of their texts and whatever the case. */
export function matching(options: readonly PickerOption[], typed: string): readonly PickerOption[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return options;
  return options.filter(({ value, label, detail }) => {
    const text = `${String(value)} ${label} ${detail ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What the fields beside it give to a picker; undefined while one of them is empty. */
export function givenValues(picker: Picker, values: FormValues): Readonly<Record<string, unknown>> | undefined {
  const given = (picker.given ?? []).map((key) => [key, values[key]] as const);
  return given.some(([, value]) => value === undefined || value === '') ? undefined : Object.fromEntries(given);
}

/** Says what has to be filled in first: “Choose a repository first.” */
export function missingSentence(picker: Picker, fields: readonly FormField[], values: FormValues): string {
  const missing = (picker.given ?? []).filter((key) => values[key] === undefined || values[key] === '');
  const names = missing.map((key) => withArticle(fields.find((field) => field.key === key)?.label ?? key));
  return `Choose ${names.join(' and ')} first.`;
}

function withArticle(label: string): string {
  // “API key” stays as it is, “Repository” is a word inside a sentence here.
  const word = /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}

/** What was typed as the field's value: a number where the field is one and the text is one, else the text itself. */
export function typedValue(text: string, numeric: boolean): string | number {
  const number = Number(text);
  return numeric && /^-?\d+(\.\d+)?$/.test(text.trim()) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
