import type { Clock } from '@wiz/core';

/** Somebody's token and what it may do. */
export interface StandInToken {
  readonly login: string;
  /** GitHub's number for the account. */
  readonly id: number;
  /** Of a classic token. A fine-grained one has `permissions` instead. @default repo, notifications, workflow */
  readonly scopes?: readonly string[];
  /** Makes it a fine-grained token: `{ issues: 'write' }`. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
}

export interface StandInOptions {
  /** @default a free one */
  readonly port?: number;
  /** The path below which the API is, as `/api/v3` on GitHub Enterprise Server. @default '' */
  readonly prefix?: string;
  /** By token. @default one for octocat: `standInToken` */
  readonly tokens?: Readonly<Record<string, StandInToken>>;
  /** Requests that a token may send: an hour, and of searches a minute. @default 5000 and 30 */
  readonly limits?: { readonly core?: number; readonly search?: number };
  readonly clock?: Clock;
  /** Told of each request and of what became of it: a status, or that the connection was broken. */
  readonly onAnswer?: (request: LoggedRequest, outcome: string) => void;
}

/** What goes wrong, once or so many times, for the requests that match. */
export type Fault = FaultKind & {
  /** How often. @default 1 */
  readonly times?: number;
  /** For which requests. @default every one */
  readonly match?: (request: { readonly method: string; readonly path: string }) => boolean;
};

type FaultKind =
  /** Answers so instead of doing anything. */
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Breaks the connection before doing anything. */
  | { readonly reset: true }
  /** Does what was asked and breaks the connection before the answer. */
  | { readonly loseAnswer: true }
  /** Waits so many milliseconds before doing anything; ends at once when the client goes. */
  | { readonly slow: number }
  /** Refuses because of too much in a short time; `retryAfter` in seconds, undefined for a refusal without a time. */
  | { readonly secondaryLimit: { readonly retryAfter?: number } }
  /** Takes no connection any more, until `heal`. `times` and `match` do not count. */
  | { readonly down: true };

/** One request as it came. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Tells tokens apart; the token itself is kept nowhere. Null without one. */
  readonly tokenHash: string | null;
  /** What the sender calls it, in `x-request-id`. */
  readonly requestId: string | null;
}

/** What one request is answered with. */
export interface StandInAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
