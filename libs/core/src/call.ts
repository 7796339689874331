import type { Admission } from './admission.ts';
import type { Effect } from './effect.ts';

/** What a streamed call tells its policies: limits change with its first sign of life. */
export interface StreamState {
  /** Whether a chunk was delivered; from then on a repetition would deliver twice. */
  readonly started: boolean;
  /** Longest silence between two signs of life, in milliseconds; null where the contract sets none. */
  readonly idleMs: number | null;
  /** Calls back on every chunk and every progress report; returns the unsubscribe function. */
  onActivity(listener: () => void): () => void;
}

/** Where an answer comes from: what `cached`, `stale` and `asOf` of an answer say. */
export interface AnswerOrigin {
  readonly cached: boolean;
  readonly stale: boolean;
  /** When the value was fetched, in milliseconds since 1970. */
  readonly asOf: number;
}

/** One call on its way through the policies. A policy that changes something hands a copy to the next one. */
export interface Call {
  readonly operation: string;
  readonly effect: Effect;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborts with an `IntegrationError` as its reason where we abort: a cancel, a timeout and a deadline stay distinguishable. */
  readonly signal: AbortSignal;
  /** The same from the click to the socket, in journal, log and events. */
  readonly correlationId: string;
  /** When everything must be over, as a moment of `Clock.now()`. Set by the deadline; waits that cannot end before it are refused at once. */
  readonly deadlineAt?: number | undefined;
  /** What the call takes from the rate limit, in requests, above 0. @default 1 */
  readonly cost?: number | undefined;
  /** With a key the other side recognises a repetition, so a write may be retried. */
  readonly idempotencyKey?: string | undefined;
  /** A person's “try now” or “run anyway”: an open circuit lets it through as its probe, unless another probe is out. */
  readonly probe?: boolean | undefined;
  /** Names the answer for the cache and for single-flight; without it the call bypasses both. */
  readonly cacheKey?: string | undefined;
  readonly stream?: StreamState | undefined;
  /** Ends when a call that still waits for its turn must not be sent any more: the circuit has opened. */
  readonly admission?: Admission | undefined;
  /** Told when the call has had its turn and its work begins, once by each layer that may have made it wait. */
  readonly begun?: (() => void) | undefined;
  /** Told of work that goes on after its promise was given up, so that slots are held until it really ends. */
  readonly hold?: ((work: Promise<unknown>) => void) | undefined;
  /** Told at most once, just before the call succeeds, where its answer comes from; not at all without a cache. */
  readonly origin?: ((origin: AnswerOrigin) => void) | undefined;
}

export type Execute<T> = (call: Call) => Promise<T>;

/** One layer of resilience around `next`. Built once per connection or operation; what it remembers is their state. */
export type Policy = <T>(next: Execute<T>, call: Call) => Promise<T>;
