import type { Clock } from '@wiz/core';
import type { CallScope } from '../implement.ts';
import { parseBaseUrl } from './base-url.ts';
import type { HttpClientOptions } from './http-client-options.ts';
import { SdkExchange } from './sdk-exchange.ts';
import type { HttpTransport } from './transport.ts';

export interface SdkFetchOptions extends Pick<HttpClientOptions, 'service' | 'baseUrl' | 'userAgent' | 'maxBytes' | 'explain'> {
  /** Of the one call that the SDK is used for. */
  readonly scope: CallScope;
}

/** The shape of the global `fetch`, as SDKs take it. */
export type SdkFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for a vendor's SDK that goes over the connection's own transport, for one call. It stays below the base
 * address, follows redirects on its origin only, caps what comes, tells the pipeline of the vendor's limits, and ends with
 * the call. An answer that says it is JSON, or a web page, is read and checked before the SDK sees it; anything else
 * streams through.
 *
 * It rejects with an IntegrationError, or with the reason of the SDK's own signal; hand what the SDK makes of that to
 * `sdkError`. Switch the SDK's repeating off (`maxRetries: 0`): that is for the pipeline.
 *
 * @throws IntegrationError `configuration_error` for a base address that requests may not go to
 * @throws RangeError for `maxBytes` that is not above 0
 */
export function sdkFetch(transport: HttpTransport, clock: Clock, options: SdkFetchOptions): SdkFetch {
  const { maxBytes } = options;
  if (maxBytes !== undefined && !(maxBytes > 0)) throw new RangeError(`maxBytes must be above 0, got ${String(maxBytes)}`);
  const base = parseBaseUrl(options.baseUrl, options.service);
  return (input, init = {}) => new SdkExchange({ ...options, transport, clock, base }).run(input, init);
}
