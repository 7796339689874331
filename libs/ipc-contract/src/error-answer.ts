import type { IntegrationError } from '@wiz/core';
import type { WizErrorShape } from './error-data.ts';
import { errorForWindow } from './error-for-window.ts';

/** An answer as electron-trpc sends them, for a call that did not get as far as a procedure. */
export function errorAnswer(id: unknown, error: IntegrationError): { readonly id: unknown; readonly error: WizErrorShape } {
  const wiz = errorForWindow(error);
  // JSON-RPC's number for a bad request; the category says the rest.
  return { id, error: { message: wiz.message, code: -32600, data: { code: 'BAD_REQUEST', httpStatus: 400, wiz } } };
}
