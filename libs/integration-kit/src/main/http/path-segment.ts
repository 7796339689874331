import { IntegrationError } from '@wiz/core';

/**
 * Encodes one part of a path, so that what a person or a vendor chose cannot reach into the rest of the address.
 *
 * @throws IntegrationError `validation_error` for '', '.' and '..', which an address swallows, and for text that is no Unicode
 */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new IntegrationError('validation_error', `“${text}” cannot be part of an address. Choose another name.`);
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new IntegrationError('validation_error', 'The name has characters that cannot be part of an address. Choose another name.', {
      cause,
    });
  }
}
