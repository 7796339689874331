import { IntegrationError } from '@wiz/core';
import type { TransportResponse } from './transport.ts';

/** Headers that a list of them shows; all others are found by their name. */
const listed = [
  'content-type',
  'date',
  'etag',
  'last-modified',
  'link',
  'retry-after',
  'retry-after-ms',
  'x-request-id',
  'request-id',
  'x-should-retry',
  'ratelimit',
  'ratelimit-policy',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
];

/** What was true of the body before it was unpacked, and what no client here keeps. */
const hidden: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'set-cookie']);

type ResponseBody = ConstructorParameters<typeof Response>[0];

/** Statuses that have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** Headers that find by name what the transport can find; it cannot list what it was not asked for. */
function answerHeaders(response: TransportResponse, entries: [string, string][]): Headers {
  const headers = new Headers(entries);
  const get = (name: string): string | null => (hidden.has(name.toLowerCase()) ? null : response.header(name));
  return Object.defineProperties(headers, { get: { value: get }, has: { value: (name: string) => get(name) !== null } });
}

/**
 * An answer as an SDK expects one.
 *
 * @param body already unpacked
 * @throws IntegrationError `protocol_error` for a status that no answer has
 */
export function sdkResponse(response: TransportResponse, url: string, body: ReadableStream<Uint8Array> | Uint8Array): Response {
  const { status } = response;
  if (status < 200 || status > 599)
    throw new IntegrationError('protocol_error', `The other side answered with the status ${String(status)}, which is none.`);
  const entries = listed.flatMap((name): [string, string][] => {
    const value = response.header(name);
    return value === null ? [] : [[name, value]];
  });
  const made = new Response(bodiless.has(status) ? null : (body as ResponseBody), { status, headers: entries });
  return Object.defineProperties(made, { headers: { value: answerHeaders(response, entries) }, url: { value: url } });
}
