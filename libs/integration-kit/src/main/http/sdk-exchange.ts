import {
  abortError,
  cancelled,
  IntegrationError,
  isIntegrationError,
  linkedAbort,
  throwIfAborted,
  toIntegrationError,
  type Clock,
  type LinkedAbort,
} from '@wiz/core';
import { answerJson } from './answer-json.ts';
import type { BaseUrl } from './base-url.ts';
import { failedAnswer } from './failed-answer.ts';
import { observeAnswer } from './observe-answer.ts';
import { readBody } from './read-body.ts';
import { isRedirect, nextHop, type Hop } from './redirects.ts';
import { jsonOrNothing } from './safe-json.ts';
import { scrubber } from './scrubber.ts';
import type { SdkFetchOptions } from './sdk-fetch.ts';
import { credentialsOf, sdkRequest } from './sdk-request.ts';
import { sdkResponse } from './sdk-response.ts';
import type { HttpTransport, TransportResponse } from './transport.ts';

const defaultMaxBytes = 20 * 1024 * 1024;
/** A failed answer may be longer, but then nothing of it is used. */
const maxFailedBytes = 64 * 1024;

export interface SdkExchangeOptions extends SdkFetchOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly base: BaseUrl;
}

/** One request of an SDK and its answer, to the end of the body. However it ends, no socket stays open behind it. */
export class SdkExchange {
  readonly #options: SdkExchangeOptions;
  readonly #link: LinkedAbort;
  /** The SDK's own signal, by which it gives up or times out. */
  #theirs: AbortSignal | undefined;
  #changes = false;
  #status: number | undefined;

  constructor(options: SdkExchangeOptions) {
    this.#options = options;
    this.#link = linkedAbort(options.scope.signal);
  }

  async run(input: string | URL | Request, init: RequestInit): Promise<Response> {
    try {
      this.#listen(init.signal ?? (typeof input === 'object' && 'signal' in input ? input.signal : undefined));
      throwIfAborted(this.#link.signal);
      const first = await sdkRequest(input, init, this.#options);
      this.#changes = first.method !== 'GET' && first.method !== 'HEAD';
      const { response, hop } = await this.#travel(first);
      this.#status = response.status;
      return response.status >= 400 ? await this.#bad(response, hop) : await this.#good(response, hop);
    } catch (thrown) {
      this.#giveUp();
      throw this.#failure(thrown);
    }
  }

  #listen(signal: AbortSignal | null | undefined): void {
    if (signal == null) return;
    this.#theirs = signal;
    signal.addEventListener('abort', this.#giveUp);
    if (signal.aborted) this.#giveUp();
  }

  #release(): void {
    this.#link.release();
    this.#theirs?.removeEventListener('abort', this.#giveUp);
  }

  readonly #giveUp = (): void => {
    this.#release();
    this.#link.abort(cancelled());
  };

  async #travel(first: Hop): Promise<{ readonly response: TransportResponse; readonly hop: Hop }> {
    const { transport, clock, scope, service } = this.#options;
    const { signal } = this.#link;
    const row: [Hop, ...Hop[]] = [first];
    for (let hop = first; ; row.push(hop)) {
      const response = await transport.send({ ...hop, signal });
      throwIfAborted(signal);
      observeAnswer(scope, response, hop.url, clock.wallNow());
      if (!isRedirect(response.status)) return { response, hop };
      await readBody(response.body, maxFailedBytes);
      hop = nextHop(row, response.status, response.header('location'), service);
      if (hop.isForeign === true)
        throw new IntegrationError(
          'protocol_error',
          `Unsafe redirect: ${service} redirects to ${new URL(hop.url).host}. It was not followed. Check the address.`,
        );
    }
  }

  async #good(response: TransportResponse, { url, headers }: Hop): Promise<Response> {
    const { service, maxBytes = defaultMaxBytes } = this.#options;
    const contentType = response.header('content-type');
    if (!isWhole(contentType)) return sdkResponse(response, url, this.#stream(response, maxBytes));
    const bytes = await readBody(response.body, maxBytes);
    // An aborted stream may end as if it were whole.
    throwIfAborted(this.#link.signal);
    if (bytes === undefined) throw this.#tooLarge();
    answerJson({ service, contentType, text: new TextDecoder().decode(bytes), scrub: scrubber(credentialsOf(headers)) });
    this.#release();
    return sdkResponse(response, url, bytes);
  }

  /** The SDK makes an error of it; what concerns everything that is sent is said here, in case it swallows that. */
  async #bad(response: TransportResponse, { url, headers }: Hop): Promise<Response> {
    const { service, clock, explain, scope } = this.#options;
    const { status } = response;
    // The status says enough; that the rest broke off does not matter.
    const bytes = (await readBody(response.body, maxFailedBytes).catch(() => undefined)) ?? new Uint8Array();
    throwIfAborted(this.#link.signal);
    this.#giveUp();
    const { category, retryAfterMs } = failedAnswer(
      { status, header: (name) => response.header(name), json: jsonOrNothing(new TextDecoder().decode(bytes)) },
      { service, scrub: scrubber(credentialsOf(headers)), now: clock.wallNow(), explain },
    );
    if (retryAfterMs !== undefined && (category === 'rate_limit_error' || status === 503)) scope.rate.pause(retryAfterMs);
    return sdkResponse(response, url, bytes);
  }

  /** The body piece by piece, as the SDK asks for it. Who stops reading closes the socket. */
  #stream({ body }: TransportResponse, maxBytes: number): ReadableStream<Uint8Array> {
    const parts = body[Symbol.asyncIterator]();
    let size = 0;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const part = await parts.next();
            throwIfAborted(this.#link.signal);
            if (part.done === true) {
              this.#release();
              controller.close();
              return;
            }
            size += part.value.byteLength;
            if (size > maxBytes) throw this.#tooLarge();
            controller.enqueue(part.value);
          } catch (thrown) {
            this.#giveUp();
            controller.error(this.#failure(thrown));
          }
        },
        cancel: () => {
          this.#giveUp();
        },
      },
      { highWaterMark: 0 },
    );
  }

  #tooLarge(): IntegrationError {
    return new IntegrationError('too_large', `${this.#options.service} gave too large an answer. Ask for less at a time.`);
  }

  #failure(thrown: unknown): unknown {
    const { scope, service } = this.#options;
    const outcome = this.#changes ? ('unknown' as const) : undefined;
    if (scope.signal.aborted) return toIntegrationError(abortError(scope.signal), { outcome });
    // What the SDK itself gave up it has to recognise.
    if (this.#theirs?.aborted === true) return this.#theirs.reason as unknown;
    const isDone = this.#status !== undefined && this.#status < 300;
    const error = toIntegrationError(thrown, { statusCode: this.#status, outcome: isDone ? outcome : undefined });
    return isIntegrationError(thrown) || error.category === 'internal_error' ? error : error.with({}, `${service}: ${error.message}`);
  }
}

/** Whether the type promises one JSON value, or a page that came in its place; streams of values go by other names. */
function isWhole(contentType: string | null): boolean {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';', 1);
  return /\bhtml\b/.test(type) || (/[/+]json$/.test(type.trim()) && !/\bstream\+json$/.test(type.trim()));
}
