import type { CallScope } from '../implement.ts';
import type { BaseUrl } from './base-url.ts';
import type { Hop } from './redirects.ts';
import { targetUrl } from './target-url.ts';

/** What belongs to the connection to the other side and is for the transport to say. */
const ofTheConnection = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'expect'];

/** Headers by which an SDK shows who it is. */
const credential = /auth|key|token|secret|cookie/;

export interface SdkRequestContext {
  readonly base: BaseUrl;
  readonly service: string;
  readonly userAgent: string;
  readonly scope: CallScope;
}

/**
 * What an SDK hands to `fetch`, as it goes out. Its body is read to its end first, whatever it is made of.
 *
 * @throws IntegrationError as `targetUrl`; TypeError for headers that cannot be sent
 */
export async function sdkRequest(
  input: string | URL | Request,
  init: RequestInit,
  { base, service, userAgent, scope }: SdkRequestContext,
): Promise<Hop> {
  const asked = typeof input === 'string' || input instanceof URL ? undefined : input;
  const method = (init.method ?? asked?.method ?? 'GET').toUpperCase();
  const url = targetUrl(base, { path: typeof input === 'string' ? input : input instanceof URL ? input.href : input.url }, service);
  const headers = new Headers(init.headers ?? asked?.headers);
  // Every kind of body that there is, packed by the class that knows them all.
  const packed = init.body != null ? new Response(init.body) : asked;
  const bytes = method === 'GET' || method === 'HEAD' || packed?.body == null ? undefined : new Uint8Array(await packed.arrayBuffer());
  const type = packed?.headers.get('content-type');
  if (bytes !== undefined && type != null && !headers.has('content-type')) headers.set('content-type', type);
  for (const name of ofTheConnection) headers.delete(name);
  const own = headers.get('user-agent');
  headers.set('user-agent', own === null ? userAgent : `${userAgent} ${own}`);
  headers.set('accept-encoding', 'gzip, br');
  if (!headers.has('x-request-id')) headers.set('x-request-id', scope.correlationId);
  return { method, url, headers: Object.fromEntries(headers.entries()), body: bytes };
}

/** Of these headers the ones that no text may quote. */
export function credentialsOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => credential.test(name)));
}
