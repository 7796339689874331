import { IntegrationError } from '@wiz/core';
import type { BaseUrl } from './base-url.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * The whole address of a request, with its query, without a fragment.
 *
 * @throws IntegrationError `protocol_error` when it does not lie below the base: an absolute address, as in a Link
 * header, is the vendor's word, and credentials go along
 */
export function targetUrl(base: BaseUrl, { path, query = {} }: Pick<HttpRequest, 'path' | 'query'>, service: string): string {
  const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(path);
  const url = parsed(isAbsolute ? path : `${base.origin}${base.prefix}${path === '' || /^[/?]/.test(path) ? '' : '/'}${path}`);
  const { origin, prefix } = base;
  const isBelow = url?.origin === origin && (url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
  if (!isBelow || url.username !== '' || url.password !== '')
    throw new IntegrationError('protocol_error', `The request would go to an address outside ${service}, so it was not sent.`, {
      outcome: 'none',
    });
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  // Not every server reads a plus as a blank. What the address brings along stays as it is.
  const added = new URLSearchParams(asked).toString().replaceAll('+', '%20');
  url.search = [url.search.slice(1), added].filter((part) => part !== '').join('&');
  url.hash = '';
  return url.href;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
