import { IntegrationError } from './integration-error.ts';

/** The deadline came before the call's turn: nothing was sent, and the other side is not to blame. */
export function outOfTime(cause?: IntegrationError): IntegrationError {
  return new IntegrationError('overloaded', 'Its turn did not come in time, so nothing was sent. Try again in a moment.', {
    retryable: false,
    cause,
  });
}

/** As many calls wait as may; one more would only wait in vain. */
export function queueFull(queue: number): IntegrationError {
  return new IntegrationError(
    'overloaded',
    `Too much is waiting for this connection already (${String(queue)} calls). Try again in a moment.`,
  );
}
