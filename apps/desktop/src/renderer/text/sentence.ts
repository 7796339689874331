import { formatCount } from './format.ts';

/** Fills `{field}` of a contract's sentence from the output; a field that is missing stays out. */
export function fillSentence(template: string, data: unknown): string {
  const fields: Readonly<Record<string, unknown>> = typeof data === 'object' && data !== null ? { ...data } : {};
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === 'number') return formatCount(value);
    return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
  });
}

/** A reason as a sentence of its own: “choose a folder” → “Choose a folder.” */
export function asSentence(reason: string): string {
  const text = reason.trim();
  if (text === '') return '';
  const first = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?…”]$/.test(first) ? first : `${first}.`;
}

/**
 * What happened, without the advice to try again: where a change may have been made that is the wrong advice. That it may
 * have been made is left out as well, for whoever shows this says it more largely.
 */
export function withoutAdvice(message: string): string {
  const what = message
    .trim()
    .replace(/\s*It may have been done; check before you run it again\.$/, '')
    .replace(/(?<=^|[.!?…]\s+)(Please )?(Try|Run it) (it )?again[^.]*\.$/i, '')
    .trim();
  return asSentence(what === '' ? message : what);
}
