import { TRPCClientError } from '@trpc/client';
import { isSerializedError, serializeError, toIntegrationError, type IntegrationError, type SerializedError } from '@wiz/core';
import type { WizErrorData } from '../error-data.ts';
import type { AppRouter } from '../router-type.ts';

/** Our error as the query library expects it, the way it would have come from the main process. */
export function clientError(error: IntegrationError): TRPCClientError<AppRouter> {
  return fromWiz(serializeError(error), { code: 'CLIENT_CLOSED_REQUEST', httpStatus: 499 });
}

/**
 * electron-trpc throws errors of its own copy of the class, which the client does not recognise and strips of their
 * data (row 23). Makes the same error of the client's class.
 */
export function rebuiltError(thrown: unknown): TRPCClientError<AppRouter> {
  const data = get(thrown, 'data');
  const wiz = get(data, 'wiz');
  if (isSerializedError(wiz)) return fromWiz(wiz, { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 });
  return clientError(toIntegrationError(thrown));
}

function fromWiz(wiz: SerializedError, status: Pick<WizErrorData, 'code' | 'httpStatus'>): TRPCClientError<AppRouter> {
  // JSON-RPC's number for an internal error; the category says the rest.
  return new TRPCClientError<AppRouter>(wiz.message, {
    result: { error: { message: wiz.message, code: -32603, data: { ...status, wiz } } },
  });
}

function get(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
