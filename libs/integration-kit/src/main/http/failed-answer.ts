import { IntegrationError, type ErrorCategory } from '@wiz/core';
import { webPage } from './answer-json.ts';
import type { Explanation, FailedAnswer, HttpClientOptions } from './http-client-options.ts';
import { rateWaitMs, saysTooMany } from './rate-headers.ts';
import { vendorMessage } from './vendor-message.ts';

/** What is known beside the answer. */
export interface FailureContext {
  readonly service: string;
  readonly explain?: HttpClientOptions['explain'] | undefined;
  /** Takes secrets out of what the vendor says. */
  readonly scrub: (text: string) => string;
  /** The computer's own clock, in milliseconds since 1970. */
  readonly now: number;
}

const byStatus: Readonly<Record<number, ErrorCategory>> = {
  400: 'validation_error',
  401: 'authentication_error',
  402: 'permission_error',
  403: 'permission_error',
  404: 'not_found',
  407: 'configuration_error',
  408: 'network_error',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  413: 'too_large',
  414: 'too_large',
  421: 'network_error',
  422: 'validation_error',
  423: 'conflict',
  425: 'network_error',
  429: 'rate_limit_error',
  431: 'too_large',
  451: 'permission_error',
  // A network that wants a sign-in first says so itself, RFC 6585 §6.
  511: 'protocol_error',
};

/** Each category's sentence: what the service did, and what there is to do. The vendor's own words go in between. */
const sentences: Partial<Record<ErrorCategory, readonly [what: string, advice: string]>> = {
  validation_error: ['refused', 'Check what you entered.'],
  authentication_error: ['did not accept the credentials', 'Connect again with valid ones.'],
  permission_error: ['does not allow this', 'Check what the account and its credentials may do.'],
  not_found: ['has no such thing, or does not show it to this account', 'Check the name and what the account may see.'],
  conflict: ['refused because something is in use or was changed meanwhile', 'Look at it again, then try again.'],
  network_error: ['did not take the request', 'Try again.'],
  too_large: ['refused because there is too much in one request', 'Ask for less, or send less, at a time.'],
  rate_limit_error: ['got too many requests', 'Wait until it takes more.'],
  service_unavailable: ['does not work just now', 'Try again later.'],
  protocol_error: ['does not know this kind of request', 'Check the address.'],
};

/** What the status alone says was not done, though its category leaves that open. */
const notDone: ReadonlySet<number> = new Set([421, 425]);

/**
 * What an answer with a status of 400 or more means. Status and usual headers decide, the integration's own `explain`
 * wins. The vendor's words become part of the sentence, redacted and cut.
 */
export function failedAnswer(answer: FailedAnswer, { service, explain, scrub, now }: FailureContext): IntegrationError {
  const { status, header, json } = answer;
  const known: Explanation = explain?.(answer) ?? {};
  const category = known.category ?? standardCategory(answer, now);
  const isRefused = notDone.has(status) || (category === 'protocol_error' && status < 500);
  const waits = category === 'rate_limit_error' || (status === 503 && header('retry-after') !== null);
  const fields = known.fields && Object.fromEntries(Object.entries(known.fields).map(([name, text]) => [name, scrub(text)]));
  return new IntegrationError(category, known.message === undefined ? sentence() : scrub(known.message), {
    statusCode: status,
    retryAfterMs: known.retryAfterMs ?? (waits ? rateWaitMs(header, now) : undefined),
    outcome: isRefused ? 'none' : undefined,
    code: known.code,
    fields,
  });

  function sentence(): string {
    if (status === 407) return 'The proxy asks for a sign-in. Sign in to it, or check the proxy settings of this computer.';
    if (status === 511) return webPage(service);
    const [what, advice] = sentences[category] ?? [`answered with the status ${String(status)}`, 'Try again later.'];
    const words = vendorMessage(json, scrub);
    return `${service} ${what}${words === undefined ? '' : `: ${words}`}. ${advice}`;
  }
}

function standardCategory({ status, header }: FailedAnswer, now: number): ErrorCategory {
  if (status === 403 && saysTooMany(header, now)) return 'rate_limit_error';
  return byStatus[status] ?? (status >= 500 ? 'service_unavailable' : 'protocol_error');
}
