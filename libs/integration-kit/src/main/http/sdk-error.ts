import { abortError, IntegrationError, isIntegrationError, redact, toIntegrationError, type IntegrationErrorOptions } from '@wiz/core';
import { failedAnswer } from './failed-answer.ts';
import type { FailedAnswer, HttpClientOptions } from './http-client-options.ts';
import { scrubber } from './scrubber.ts';

export interface SdkErrorOptions {
  /** Of the call: what fails after it was aborted failed because of that. */
  readonly signal?: AbortSignal;
  /** The computer's own clock, in milliseconds since 1970; for dates that an answer names. @default none is read */
  readonly now?: number;
  /** As for `HttpClient`. */
  readonly explain?: HttpClientOptions['explain'];
  /** The headers or values that hold credentials: no text quotes them. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** It only reads, so nothing was done. @default false */
  readonly repeatable?: boolean;
}

/** Where SDKs put the body of a failed answer. */
const bodyKeys = ['error', 'body', 'data'] as const;

/**
 * What a vendor's SDK threw, as our error. Whatever class it is of: a `status` or `statusCode` of 400 or more is read as
 * `HttpClient` reads an answer, with `headers` and the body wherever it is; else the first cause that says something decides.
 *
 * @param service as people call the system
 */
export function sdkError(thrown: unknown, service: string, options: SdkErrorOptions = {}): IntegrationError {
  const { signal, repeatable = false } = options;
  const facts: IntegrationErrorOptions = { outcome: repeatable ? 'none' : undefined };
  if (isIntegrationError(thrown)) return toIntegrationError(thrown, facts);
  if (signal?.aborted === true) return toIntegrationError(abortError(signal), { outcome: repeatable ? 'none' : 'unknown' });
  const answer = failedAnswerOf(thrown);
  if (answer === undefined) {
    const error = toIntegrationError(thrown, facts);
    // Nobody here cancelled anything, so the SDK ran out of patience by its own clock.
    if (error.category === 'cancelled' && signal !== undefined)
      return new IntegrationError('timeout_error', `${service} did not answer in time. Try again later.`, { ...facts, cause: thrown });
    const isNamed = error.category === 'internal_error' || error.message.startsWith(service);
    return isNamed ? error : error.with({}, `${service}: ${error.message}`);
  }
  const scrub = options.credentials === undefined ? redact : scrubber(options.credentials);
  const error = failedAnswer(answer, { service, scrub, now: options.now ?? 0, explain: options.explain });
  const code = error.code ?? textOf(thrown, 'code');
  return error.with({ ...(code === undefined ? {} : { code: scrub(code) }), ...(repeatable ? { outcome: 'none' } : {}) });
}

function failedAnswerOf(thrown: unknown): FailedAnswer | undefined {
  const response = get(thrown, 'response');
  const places = [thrown, response].flatMap((place) => [get(place, 'status'), get(place, 'statusCode')]);
  const status = places.find((value): value is number => typeof value === 'number' && value >= 400 && value <= 599);
  if (status === undefined) return undefined;
  const headers = get(thrown, 'headers') ?? get(response, 'headers');
  const bodies = [thrown, response].flatMap((place) => bodyKeys.map((key) => get(place, key)));
  const body = bodies.find((value) => typeof value === 'object' && value !== null);
  // Without a body its own words are all there is; they begin with the status, which the sentence does not need.
  const json = body ?? { message: textOf(thrown, 'message')?.replace(/^\d{3}\s+/, '') };
  return { status, header: (name) => headerOf(headers, name.toLowerCase()), json };
}

function headerOf(headers: unknown, name: string): string | null {
  if (headers instanceof Headers || typeof get(headers, 'get') === 'function') return textFrom((headers as Pick<Headers, 'get'>).get(name));
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return textFrom(entries.find(([key]) => key.toLowerCase() === name)?.[1]);
}

function textFrom(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function textOf(value: unknown, key: string): string | undefined {
  const text = get(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function get(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  } catch {
    return undefined;
  }
}
