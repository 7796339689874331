import { isIntegrationError, serializeError, type IntegrationError } from '@wiz/core';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';

/** What belongs into a log and not into a sentence for people. */
const rawWords =
  /\b(?:ECONN\w+|ENOTFOUND|EAI_\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|EPERM|UND_ERR_\w+|HPE_\w+|ERR_[A-Z_]+)\b|\[object |\bat .*:\d+:\d+|TypeError|AggregateError|ZodError/;

/**
 * The error again, if it is one as every failure has to be: an `IntegrationError` with a category, a whole sentence, and
 * nothing raw in it.
 *
 * @throws AssertionError that says what is wrong with it
 */
export function checkedFailure(thrown: unknown): IntegrationError {
  assert.ok(isIntegrationError(thrown), `something else than an IntegrationError was thrown: ${inspect(thrown)}`);
  const { message, category } = thrown;
  assert.notEqual(category, 'internal_error', `it failed with internal_error, as if the program were wrong: ${inspect(thrown)}`);
  assert.match(message, /^[^\p{Ll}\s].*[.!?…”]$/su, `this is no whole sentence: ${message}`);
  assert.doesNotMatch(message, rawWords, `this is no sentence for people: ${message}`);
  return thrown;
}

/** Everything of an error that could ever be printed, stored or sent. */
export function errorText(error: unknown): string {
  const more = isIntegrationError(error) ? JSON.stringify(serializeError(error)) : '';
  return [inspect(error, { depth: 12, maxStringLength: 100_000 }), more].join('\n');
}
