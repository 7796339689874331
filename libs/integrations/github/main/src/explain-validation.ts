import type { Explanation } from '@wiz/integration-kit/main';
import { isRecord } from './is-record.ts';

/** GitHub's codes in the words of a form. @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
const codes: Readonly<Record<string, string>> = {
  missing: 'it does not exist on GitHub',
  missing_field: 'fill it in',
  already_exists: 'it exists already',
};

/** What GitHub calls otherwise than our forms. */
const inputs: Readonly<Record<string, string>> = { q: 'query', state_reason: 'reason', page: 'cursor', after: 'cursor' };

/** The longest reason that stands beside a field, in characters. */
const longestReason = 200;

/** Which fields GitHub refused, by the names of our inputs; the first reason for each. The sentence stays GitHub's own. */
export function explainValidation(json: unknown): Explanation {
  const errors: readonly unknown[] = isRecord(json) && Array.isArray(json['errors']) ? json['errors'] : [];
  const fields = new Map<string, string>();
  for (const error of errors) {
    const field = isRecord(error) ? error['field'] : undefined;
    if (!isRecord(error) || typeof field !== 'string' || !/^[a-z_]{1,50}$/i.test(field)) continue;
    const input = own(inputs, field) ?? field;
    if (!fields.has(input)) fields.set(input, reasonOf(error));
  }
  return { category: 'validation_error', ...(fields.size === 0 ? {} : { fields: Object.fromEntries(fields) }) };
}

function reasonOf({ message, code }: Readonly<Record<string, unknown>>): string {
  const words =
    typeof message === 'string'
      ? message
          .replaceAll(/[\p{C}\s]+/gu, ' ')
          .trim()
          .slice(0, longestReason)
      : '';
  return words || (own(codes, code) ?? 'GitHub does not take it like this');
}

function own(names: Readonly<Record<string, string>>, name: unknown): string | undefined {
  return typeof name === 'string' && Object.hasOwn(names, name) ? names[name] : undefined;
}
