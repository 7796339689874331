import { IntegrationError } from '@wiz/core';
import { hasBadPort } from './base-url.ts';
import { isInside } from './host-kind.ts';
import { harmlessHeaders } from './request-headers.ts';
import type { TransportRequest } from './transport.ts';

/** A request as it goes out, one in a row of redirects. */
export type Hop = Omit<TransportRequest, 'signal'>;

const mostHops = 5;

/** Whether the status says that the answer is to be had elsewhere. */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Where a redirect leads to, as far as it is followed: a GET anywhere that is safe; anything else only within the origin
 * and only by 307 and 308, which repeat it as it is. What goes to another origin goes by `https` and says nothing of who we are.
 *
 * @param row all that was sent so far, the redirected request last
 * @throws IntegrationError `protocol_error`, or `configuration_error` when it leads to this computer or the network around it
 */
export function nextHop(row: readonly Hop[], status: number, location: string | null, service: string): Hop {
  const last = row.at(-1);
  const target = last === undefined ? undefined : parsed(location, last.url);
  if (last === undefined || target === undefined) throw refusal(service, 'does not say where to');
  target.hash = '';
  const where = `to ${target.protocol === 'http:' || target.protocol === 'https:' ? target.host : `“${target.protocol}”`}`;
  const from = new URL(last.url);
  const stays = target.origin === from.origin;
  if (row.length > mostHops || row.some(({ url }) => url === target.href))
    throw new IntegrationError('protocol_error', `${service} redirects in a circle. Check the address.`);
  if (last.method !== 'GET' && !(stays && (status === 307 || status === 308)))
    throw refusal(service, `${where}, which cannot be followed for a change`);
  if (target.username !== '' || target.password !== '' || hasBadPort(target)) throw refusal(service, where);
  // `if-none-match` belongs to the address that was asked first.
  const { 'if-none-match': _, ...headers } = last.headers;
  if (stays) return { ...last, url: target.href, headers };
  if (target.protocol === 'http:' || target.protocol === 'https:') {
    if (isInside(target.hostname))
      throw new IntegrationError(
        'configuration_error',
        `Unsafe redirect: ${service} sends us ${where}, inside your own computer or network. It was not followed. Check the address.`,
      );
  }
  if (target.protocol !== 'https:') throw refusal(service, where);
  return { method: last.method, url: target.href, headers: harmlessHeaders(headers), isForeign: true };
}

function refusal(service: string, where: string): IntegrationError {
  return new IntegrationError('protocol_error', `Unsafe redirect: ${service} redirects ${where}. It was not followed. Check the address.`);
}

function parsed(location: string | null, from: string): URL | undefined {
  try {
    return location === null ? undefined : new URL(location, from);
  } catch {
    return undefined;
  }
}
