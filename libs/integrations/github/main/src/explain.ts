import { readRateLimit } from '@wiz/core';
import type { Explanation, FailedAnswer } from '@wiz/integration-kit/main';
import { isRecord } from './is-record.ts';
import { explainPermission } from './explain-permission.ts';
import { explainValidation } from './explain-validation.ts';

/** How long to wait where GitHub refuses for the time being and names no time. @see GitHub’s “Best practices for using the REST API” */
const leastPauseMs = 60_000;

/** What GitHub calls its limits, `abuse` in older servers. Content that comes too fast is refused as if it were wrong. */
const limitWords = /rate limit|abuse detection|submitted too quickly/i;

/**
 * What GitHub's failed answers mean where the status alone misleads: a limit comes as 403 or 429, a thing that the token
 * may not see as 404.
 *
 * @param now the computer's own clock, in milliseconds since 1970
 */
export function explainFailure(answer: FailedAnswer, now: number): Explanation | undefined {
  const said = messageOf(answer.json);
  switch (answer.status) {
    case 401:
      return {
        category: 'authentication_error',
        message:
          'GitHub does not accept this token. It may be mistyped, expired or revoked: make a new one and put it into the connection.',
      };
    case 403:
    case 429:
      return explainLimit(answer, said, now) ?? explainPermission(answer, said);
    case 404:
      return explainMissing(said);
    case 410:
      return {
        category: 'not_found',
        message: /disabled/i.test(said)
          ? 'Issues are switched off for this repository. Its owner can switch them on in the settings on GitHub.'
          : 'It is gone from GitHub for good.',
      };
    case 422:
      return limitWords.test(said) ? explainLimit(answer, said, now) : explainValidation(answer.json);
    default:
      return undefined;
  }
}

/** @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function explainLimit({ status, header }: FailedAnswer, said: string, now: number): Explanation | undefined {
  const { remaining, resetMs, retryAfterMs } = readRateLimit(header, { now }) ?? {};
  if (retryAfterMs === undefined && remaining === 0 && resetMs !== undefined)
    return {
      category: 'rate_limit_error',
      message: 'All requests that GitHub allows for now are used up. Project Wiz waits until it allows more.',
      // Its moments are whole seconds, and its clock is not ours.
      retryAfterMs: Math.max(resetMs, 1000),
      code: 'primary_limit',
    };
  if (status !== 429 && retryAfterMs === undefined && !limitWords.test(said)) return undefined;
  return {
    category: 'rate_limit_error',
    message: 'GitHub asks for a pause because too much was done in a short time. Project Wiz waits before it sends anything more.',
    retryAfterMs: retryAfterMs ?? leastPauseMs,
    code: 'secondary_limit',
  };
}

function explainMissing(said: string): Explanation {
  // A GitHub Enterprise Server whose administrator set no limits answers so when it is asked for them.
  if (/rate limiting is not enabled/i.test(said))
    return { category: 'not_found', code: 'no_limits', message: 'This GitHub server sets no limits.' };
  return {
    category: 'not_found',
    message: 'GitHub does not know this, or does not show it to this token. For something private, check what the token may reach.',
  };
}

/** All that GitHub says in words: its message, and what it adds for single fields. */
function messageOf(json: unknown): string {
  if (!isRecord(json)) return '';
  const { message, errors } = json;
  const more: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return [message, ...more.map((error) => (isRecord(error) ? error['message'] : error))]
    .filter((text) => typeof text === 'string')
    .join(' – ');
}
