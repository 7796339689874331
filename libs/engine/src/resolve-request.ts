import { IntegrationError } from '@wiz/core';
import { parse, type AnyOperation } from '@wiz/integration-kit/contract';
import type { Connections } from './connections.ts';
import type { ConnectionView, RunRequest } from './types/index.ts';

export interface ResolvedRequest {
  readonly connection: ConnectionView;
  readonly operation: AnyOperation;
  /** The contract's. */
  readonly contractVersion: string;
  /** As the contract parses it. */
  readonly input: unknown;
}

/**
 * What a request names, and its input, checked.
 *
 * @throws IntegrationError `not_found` for a connection or an operation that is not there, `validation_error` for an input
 *   that is not as the contract wants it
 */
export function resolveRequest(connections: Pick<Connections, 'get' | 'contract'>, request: RunRequest): ResolvedRequest {
  const connection = connections.get(request.connection);
  if (request.integration !== undefined && request.integration !== connection.integration) {
    throw new IntegrationError('validation_error', `“${connection.label}” is not a connection of ${request.integration}.`, {
      connection: connection.id,
    });
  }
  const { operations, page } = connections.contract(connection.integration);
  const operation = Object.hasOwn(operations, request.operation) ? operations[request.operation] : undefined;
  if (operation === undefined) {
    throw new IntegrationError('not_found', `There is no operation “${request.operation}” in this version.`, {
      operation: request.operation,
    });
  }
  const input = parse(operation.input, request.input, 'validation_error', 'Please check what you filled in.');
  return { connection, operation, contractVersion: page.version, input };
}
