import { serializeError, toIntegrationError } from '@wiz/core';
import type { Logger } from './ports.ts';

/** Has a client give back what it holds. Never rejects: what it could not give back does not undo what its connection did. */
export async function giveBack(logger: Logger, integration: string, disconnect: () => Promise<void>): Promise<void> {
  try {
    await disconnect();
  } catch (error) {
    logger.error('a client could not be given back', { integration, error: serializeError(toIntegrationError(error)) });
  }
}
