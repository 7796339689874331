import { IntegrationError, isIntegrationError, toIntegrationError } from '@wiz/core';
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import type { WizErrorShape } from '../error-data.ts';
import { errorForWindow } from '../error-for-window.ts';

/** Codes of errors that tRPC itself raises before a procedure is found or reached. */
const callersMistakes: ReadonlySet<TRPCError['code']> = new Set([
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'BAD_REQUEST',
  'PARSE_ERROR',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/** The error behind tRPC's own, as ours. */
export function errorBehind(error: TRPCError): IntegrationError {
  if (isIntegrationError(error.cause)) return error.cause;
  if (error.cause === undefined && callersMistakes.has(error.code)) {
    return new IntegrationError('validation_error', 'The main process does not know this request. Restart Project Wiz, then try again.', {
      cause: error,
    });
  }
  return toIntegrationError(error.cause ?? error);
}

/** What crosses to the window: the sentence and our error's facts; no stack, no path, no cause. */
export function formatError(
  error: TRPCError,
  shape: Pick<TRPCDefaultErrorShape, 'code'> & { data: Pick<TRPCDefaultErrorShape['data'], 'code' | 'httpStatus'> },
): WizErrorShape {
  const wiz = errorForWindow(errorBehind(error));
  return { message: wiz.message, code: shape.code, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, wiz } };
}
