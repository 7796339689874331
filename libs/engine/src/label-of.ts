import { IntegrationError } from '@wiz/core';

const longestLabel = 100;

/** The label that was given, or undefined for none. @throws IntegrationError `validation_error` for one that is too long */
export function labelOf(label: string | undefined): string | undefined {
  const trimmed = label?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  if (trimmed.length > longestLabel) {
    throw new IntegrationError('validation_error', `The label may have at most ${String(longestLabel)} characters.`, {
      fields: { label: 'Too long.' },
    });
  }
  return trimmed;
}
