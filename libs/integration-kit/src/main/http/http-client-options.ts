import type { Clock, ErrorCategory } from '@wiz/core';
import type { HttpTransport } from './transport.ts';

export interface HttpClientOptions {
  /** The client's own from here on: it is closed with the client. */
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** As people call the system, for sentences: "GitHub". */
  readonly service: string;
  /** Absolute; may have a path. Requests stay below it. `https:`, or `http:` on this computer itself. */
  readonly baseUrl: string;
  readonly userAgent: string;
  /** Sent with every request. Lower-case names. Never credentials. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Credentials, e.g. { authorization: `Bearer ${secret.reveal()}` }; called per request, sent to the base's origin and nowhere else. */
  readonly credentials?: () => Readonly<Record<string, string>>;
  /** Largest answer, unpacked, in bytes. @default 20 MiB */
  readonly maxBytes?: number;
  /** What the vendor's failed answer means, where status and usual headers do not say; undefined leaves the standard reading. */
  readonly explain?: (answer: FailedAnswer) => Explanation | undefined;
}

/** An answer with a status of 400 or more. */
export interface FailedAnswer {
  readonly status: number;
  /** @param name in any case */
  readonly header: (name: string) => string | null;
  /** undefined where the answer holds no JSON, or more than 64 KiB of it. */
  readonly json: unknown;
}

/** What is known better than the status tells; what is left out keeps its standard reading. */
export interface Explanation {
  readonly category?: ErrorCategory;
  /** The whole sentence for the user: what happened and what to do. It is redacted. */
  readonly message?: string;
  /** How long to wait, in milliseconds; holds back everything on this connection when it is a rate limit. */
  readonly retryAfterMs?: number;
  readonly fields?: Readonly<Record<string, string>>;
  readonly code?: string;
}
