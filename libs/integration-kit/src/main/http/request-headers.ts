import { IntegrationError } from '@wiz/core';

type Headers = Readonly<Record<string, string>>;

/** Where the headers of a request come from; what comes later wins. */
export interface HeaderSources {
  readonly userAgent: string;
  /** What our log and journal call it. Vendors keep it, so that they can find a request that a person complains about. */
  readonly requestId: string;
  readonly hasBody: boolean;
  readonly client: Headers;
  readonly request: Headers;
  readonly credentials: Headers;
}

/** What a request carries to a foreign address: nothing that says who we are to this system. */
const harmless: ReadonlySet<string> = new Set(['user-agent', 'accept', 'accept-encoding']);

/** What HTTP lets stand in a header's value, as RFC 9110 §5.5 has it. */
const legalValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * All headers of a request to the base's own origin, names in small letters.
 *
 * @throws IntegrationError `configuration_error` when a credential cannot stand in a header, as after a careless paste
 */
export function requestHeaders({ userAgent, requestId, hasBody, client, request, credentials }: HeaderSources): Headers {
  if (!Object.values(credentials).every((value) => legalValue.test(value)))
    throw new IntegrationError(
      'configuration_error',
      'The credentials contain line breaks or other characters that cannot be sent. Enter them again.',
    );
  const standard = {
    'user-agent': userAgent,
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    'x-request-id': requestId,
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  };
  const all: Record<string, string> = {};
  for (const source of [standard, client, request, credentials]) {
    for (const [name, value] of Object.entries(source)) all[name.toLowerCase()] = value;
  }
  return all;
}

/** What of them may go to another origin. */
export function harmlessHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)));
}
