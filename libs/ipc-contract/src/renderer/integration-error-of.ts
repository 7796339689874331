import { isTRPCClientError } from '@trpc/client';
import { isSerializedError, serializeError, toIntegrationError, type SerializedError } from '@wiz/core';
import type { AppRouter } from '../router-type.ts';

/** What went wrong, whatever was caught: the engine's own error when it is one. Never throws. */
export function integrationErrorOf(error: unknown): SerializedError {
  if (isTRPCClientError<AppRouter>(error)) {
    const wiz: unknown = error.data?.wiz;
    if (isSerializedError(wiz)) return wiz;
  }
  return !(error instanceof Error) && isSerializedError(error) ? error : serializeError(toIntegrationError(error));
}
