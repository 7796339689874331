import { isIntegrationError, type ErrorCategory } from '@wiz/core';

/** What a call failed with: category and sentence. Throws when it succeeded or failed with anything but our own error. */
export async function problemOf(call: Promise<unknown>): Promise<{ readonly category: ErrorCategory; readonly message: string }> {
  const outcome = await call.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`It should have failed, but answered ${JSON.stringify(outcome.value)}`);
  if (!isIntegrationError(outcome.error)) throw new Error('Not our own error', { cause: outcome.error });
  return { category: outcome.error.category, message: outcome.error.message };
}
