import { isIntegrationError, serializeError, type IntegrationError } from '@wiz/core';
import type { Logger } from './ports.ts';

/** What was under way: names and ids, no contents. */
interface Underway {
  readonly correlationId: string | undefined;
  readonly operation: string;
  readonly connection?: string;
}

/**
 * Leaves a fault in an integration's code in the log, with the place where it was thrown. What an integration throws on purpose, an
 * `IntegrationError`, is told to the person and not logged; nor is what has a meaning, such as an abort or a refused socket.
 *
 * @param thrown as it came; its message may quote anything and is not written down
 * @param told what the person is told of it, clean of secrets
 */
export function logUnexpected(logger: Logger, thrown: unknown, told: IntegrationError, underway: Underway): void {
  if (isIntegrationError(thrown) || told.category !== 'internal_error') return;
  const stack = thrown instanceof Error ? thrown.stack?.slice(thrown.stack.indexOf('\n    at ') + 1) : undefined;
  logger.error('unexpected error in a handler', { error: serializeError(told), stack, ...underway });
}
