import { abortError, cancelled, IntegrationError, isIntegrationError, linkedAbort, throwIfAborted, toIntegrationError } from '@wiz/core';
import type { CallScope } from '../implement.ts';
import { answerJson } from './answer-json.ts';
import { parseBaseUrl, type BaseUrl } from './base-url.ts';
import { EtagStore, type StoredAnswer } from './etag-store.ts';
import { failedAnswer } from './failed-answer.ts';
import type { HttpClientOptions } from './http-client-options.ts';
import type { HttpAnswer, HttpRequest } from './http-request.ts';
import { observeAnswer } from './observe-answer.ts';
import { readBody } from './read-body.ts';
import { isRedirect, nextHop, type Hop } from './redirects.ts';
import { requestHeaders } from './request-headers.ts';
import { jsonOrNothing, parseSafeJson } from './safe-json.ts';
import { scrubber } from './scrubber.ts';
import { targetUrl } from './target-url.ts';
import type { TransportResponse } from './transport.ts';

const defaultMaxBytes = 20 * 1024 * 1024;
/** A failed answer may be longer, but then nothing of it is used. */
const maxFailedBytes = 64 * 1024;

/** One request on its way: what was sent, and what is known of how far it came. */
interface Journey {
  readonly scope: CallScope;
  readonly row: [Hop, ...Hop[]];
  readonly scrub: (text: string) => string;
  /** Said by the caller: it only reads. */
  readonly repeatable: boolean;
  /** Of the last answer that has begun. */
  status: number | undefined;
}

/** One answer while its socket is open. */
interface Arrival {
  readonly response: TransportResponse;
  /** The content, or undefined when there is more than so many bytes; then the socket is closed. */
  readonly read: (maxBytes: number) => Promise<Uint8Array | undefined>;
  /** From the base's own origin, so that what it says holds for this connection. */
  readonly isOwn: boolean;
}

/**
 * HTTP with JSON, as far as all vendors have it in common. Stays below its base address, follows redirects itself,
 * caps and checks what comes, tells the pipeline of the vendor's limits, asks again for what has an ETag with it, and
 * turns every failure into an `IntegrationError` with a sentence. It repeats nothing and waits for nothing: that is for
 * the pipeline.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #base: BaseUrl;
  readonly #etags = new EtagStore();
  readonly #decoder = new TextDecoder();

  /**
   * @throws IntegrationError `configuration_error` for an address that requests may not go to
   * @throws RangeError for `maxBytes` that is not above 0
   */
  constructor(options: HttpClientOptions) {
    const { maxBytes = defaultMaxBytes } = options;
    if (!(maxBytes > 0)) throw new RangeError(`maxBytes must be above 0, got ${String(maxBytes)}`);
    this.#options = options;
    this.#base = parseBaseUrl(options.baseUrl, options.service);
  }

  /**
   * Sends one request and reads its answer to the end.
   *
   * @throws IntegrationError and nothing else; with `statusCode` where there was an answer, and with the outcome
   * `unknown` where something may have been done after all
   */
  async request(scope: CallScope, request: HttpRequest): Promise<HttpAnswer> {
    throwIfAborted(scope.signal);
    let journey: Journey | undefined;
    try {
      journey = this.#begin(scope, request);
      return await this.#travel(journey);
    } catch (thrown) {
      throw this.#failure(thrown, journey, scope.signal);
    }
  }

  /** Closes every socket; what is under way rejects. */
  async close(): Promise<void> {
    this.#etags.clear();
    await this.#options.transport.close();
  }

  #begin(scope: CallScope, request: HttpRequest): Journey {
    const { userAgent, headers: client = {}, service } = this.#options;
    const credentials = this.#options.credentials?.() ?? {};
    const body = request.json === undefined ? undefined : new TextEncoder().encode(JSON.stringify(request.json));
    const sources = {
      ...{ userAgent, requestId: scope.correlationId, client, credentials },
      ...{ request: request.headers ?? {}, hasBody: body !== undefined },
    };
    const first: Hop = {
      method: request.method ?? 'GET',
      url: targetUrl(this.#base, request, service),
      headers: requestHeaders(sources),
      body,
    };
    return { scope, row: [first], scrub: scrubber(credentials), repeatable: request.repeatable ?? false, status: undefined };
  }

  async #travel(journey: Journey): Promise<HttpAnswer> {
    const { row } = journey;
    const [first] = row;
    const key = `${first.headers['accept'] ?? ''}\n${first.url}`;
    const asksItself = 'if-none-match' in first.headers;
    const stored = first.method === 'GET' && !asksItself ? this.#etags.get(key) : undefined;
    let hop: Hop = stored === undefined ? first : { ...first, headers: { ...first.headers, 'if-none-match': stored.etag } };
    for (;;) {
      const { url } = hop;
      journey.status = undefined;
      const next = await this.#exchange(journey.scope, hop, async (arrival): Promise<Hop | HttpAnswer> => {
        const { response } = arrival;
        journey.status = response.status;
        if (isRedirect(response.status)) return nextHop(row, response.status, response.header('location'), this.#options.service);
        if (response.status === 304 && stored !== undefined && url === first.url) return this.#unchanged(journey, arrival, stored);
        const keepAs = first.method === 'GET' && !asksItself && url === first.url ? key : undefined;
        return response.status >= 200 && response.status < 300 ? this.#good(journey, arrival, url, keepAs) : this.#bad(journey, arrival);
      });
      if ('status' in next) return next;
      row.push(next);
      hop = next;
    }
  }

  /** Sends one hop; however `use` ends, no socket stays open behind it. */
  async #exchange<T>(scope: CallScope, hop: Hop, use: (arrival: Arrival) => Promise<T>): Promise<T> {
    const link = linkedAbort(scope.signal);
    const body = { isWhole: false };
    const read = async (response: TransportResponse, maxBytes: number): Promise<Uint8Array | undefined> => {
      const bytes = await readBody(response.body, maxBytes);
      // An aborted stream may end as if it were whole.
      throwIfAborted(scope.signal);
      body.isWhole = bytes !== undefined;
      return bytes;
    };
    try {
      const response = await this.#options.transport.send({ ...hop, signal: link.signal });
      throwIfAborted(scope.signal);
      const isOwn = new URL(hop.url).origin === this.#base.origin;
      if (isOwn) observeAnswer(scope, response, hop.url, this.#options.clock.wallNow());
      return await use({ response, isOwn, read: (maxBytes) => read(response, maxBytes) });
    } finally {
      link.release();
      if (!body.isWhole) link.abort(cancelled());
    }
  }

  async #good(journey: Journey, { response, read }: Arrival, url: string, keepAs: string | undefined): Promise<HttpAnswer> {
    const { service, maxBytes = defaultMaxBytes } = this.#options;
    const { status } = response;
    const header = headerOf(response);
    const bytes = await read(maxBytes);
    if (bytes === undefined)
      throw new IntegrationError('too_large', `${service} gave an answer above ${sizeText(maxBytes)}. Ask for less at a time.`);
    const text = this.#decoder.decode(bytes);
    const json = answerJson({ service, contentType: header('content-type'), text, scrub: journey.scrub });
    const etag = header('etag');
    if (keepAs !== undefined) {
      if (status === 200 && etag !== null && !/\bno-store\b/i.test(header('cache-control') ?? ''))
        this.#etags.set(keepAs, { etag, text, header });
      else this.#etags.delete(keepAs);
    }
    return { status, header, json, url };
  }

  /** The answer from the store, as new: nobody can have changed it. */
  async #unchanged({ row }: Journey, { response, read }: Arrival, stored: StoredAnswer): Promise<HttpAnswer> {
    await read(maxFailedBytes);
    const fresh = headerOf(response);
    const json = stored.text.trim() === '' ? undefined : parseSafeJson(stored.text);
    return { status: 200, header: (name) => fresh(name) ?? stored.header(name), json, url: row[0].url };
  }

  async #bad({ scope, scrub }: Journey, { response, read, isOwn }: Arrival): Promise<never> {
    const { service, explain, clock } = this.#options;
    const { status } = response;
    // The status says enough; that the rest broke off does not matter.
    const bytes = await read(maxFailedBytes).catch(() => undefined);
    throwIfAborted(scope.signal);
    const answer = {
      status,
      header: headerOf(response),
      json: bytes === undefined ? undefined : jsonOrNothing(this.#decoder.decode(bytes)),
    };
    const error = failedAnswer(answer, { service, scrub, now: clock.wallNow(), explain: isOwn ? explain : undefined });
    const pauseMs = error.category === 'rate_limit_error' || status === 503 ? error.retryAfterMs : undefined;
    if (isOwn && pauseMs !== undefined) scope.rate.pause(pauseMs);
    throw error;
  }

  #failure(thrown: unknown, journey: Journey | undefined, signal: AbortSignal): IntegrationError {
    if (journey === undefined) return toIntegrationError(thrown);
    const { row, repeatable, status } = journey;
    // Done, but nobody knows what came of it; or given up when it may have been on its way.
    const mayBeDone = row[0].method !== 'GET' && (signal.aborted || (status !== undefined && status < 300));
    const outcome = repeatable ? ('none' as const) : mayBeDone ? ('unknown' as const) : undefined;
    if (signal.aborted) return toIntegrationError(abortError(signal), { outcome });
    return toIntegrationError(isIntegrationError(thrown) ? thrown : this.#stackError(thrown), { outcome, statusCode: status });
  }

  #stackError(thrown: unknown): IntegrationError {
    const error = toIntegrationError(thrown);
    return error.category === 'internal_error' ? error : error.with({}, `${this.#options.service}: ${error.message}`);
  }
}

function headerOf(response: TransportResponse): (name: string) => string | null {
  return response.header.bind(response);
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${String(Math.ceil(bytes / 1024))} KiB` : `${String(Math.round(bytes / 1024 / 1024))} MiB`;
}
