/** The work of one call. It gets the signal that the policy hands down, as it is meant to be passed to `fetch`. */
export type Work<T> = (signal: AbortSignal) => Promise<T>;

/** Runs work under a policy, with the signal of its caller. */
export type Run = <T>(work: Work<T>, caller: AbortSignal) => Promise<T>;

export interface RetryOptions {
  readonly retries: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** The longest that all attempts and back-offs may take together. */
  readonly deadlineMs?: number;
}

export interface RetryPeer {
  readonly name: string;
  /** The most retries that may be configured. */
  readonly mostRetries: number;
  retry(options: RetryOptions): Run;
}

export interface TimeoutPeer {
  readonly name: string;
  /** Settles the caller after `ms` even when the work ignores its signal. */
  timeout(ms: number): Run;
}

export interface BreakerOptions {
  /** Failures in a row that open the circuit; of opossum, which counts shares, so many calls with more failures than successes. */
  readonly failures: number;
  readonly openMs: number;
  /** Opens at this share of failures instead. */
  readonly ratio?: { readonly threshold: number; readonly minimum: number; readonly windowMs: number };
  /** The longest that one call may take. */
  readonly timeoutMs?: number;
  /** Calls that may run at once; a peer without a bulkhead of its own in the breaker has no limit. */
  readonly limit?: number;
  /** Told of what happens, in whatever way the peer has for it. */
  readonly listener?: () => void;
  /** What an earlier `snapshot` returned. */
  readonly restored?: unknown;
}

export interface Breaker {
  readonly run: Run;
  /** Refuses everything at the moment. */
  isOpen(): boolean;
  /** Plain data that survives JSON. */
  snapshot(): unknown;
  /** Where the peer can be told that the computer sleeps, as Electron's `powerMonitor` knows it. */
  readonly power?: { suspend(): void; resume(): void };
}

export interface BreakerPeer {
  readonly name: string;
  /** A caller's own cancel does not count as a failure, in whatever way the peer has for saying so. */
  breaker(options: BreakerOptions): Breaker;
}

export interface BulkheadOptions {
  readonly limit: number;
  readonly queue: number;
  /** The longest that one call may take. */
  readonly timeoutMs?: number;
}

export interface BulkheadPeer {
  readonly name: string;
  bulkhead(options: BulkheadOptions): Run;
}

export interface RateLimitPeer {
  readonly name: string;
  /** At most `limit` calls in `windowMs`; the others wait. */
  rateLimit(options: { readonly limit: number; readonly windowMs: number }): Run;
}

export interface MetricsPeer {
  readonly name: string;
  /** Without percentiles where they can be switched off. */
  metrics(): { readonly run: Run; state(): unknown };
}

export interface CachePeer {
  readonly name: string;
  /** Runs the work of a key, or answers with what it gave before. */
  cache(): <T>(key: string, work: () => Promise<T>) => Promise<T>;
}
