import type { Policy } from './call.ts';
import { addCounts, countCall, noCounts, type CallCounts, type Counts } from './call-counts.ts';
import { checkPositive, checkWhole } from './check-options.ts';
import { Elapsed } from './elapsed.ts';
import type { Env } from './env.ts';
import type { ErrorCategory } from './error-category.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { lastErrorOf, observeCall, type LastError, type Observation } from './observe-call.ts';

export interface MetricsOptions {
  /** How far back the window looks, in milliseconds, above 0. @default 300_000 */
  readonly windowMs?: number;
  /** Slices that the window forgets one by one, from 1 to 60. @default 5 */
  readonly slices?: number;
}

/** What happened in the window, with latencies in milliseconds, each null while there is none. */
export interface WindowMetrics extends CallCounts {
  readonly windowMs: number;
  /** At most 7 % off, as are the next two. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Exact. */
  readonly max: number | null;
}

/** A plain object: it crosses a process boundary and goes into a file as it is. Times in milliseconds since 1970. */
export interface MetricsSnapshot {
  /** Since the beginning or the last `reset`. */
  readonly total: CallCounts;
  readonly window: WindowMetrics;
  /** Calls that have not ended yet. */
  readonly inFlight: number;
  readonly lastError: LastError | null;
  /** The last answer of the system itself, not of the cache. */
  readonly lastSuccessAt: number | null;
  readonly since: number;
}

interface Slice extends Counts {
  readonly number: number;
  readonly latency: LatencyHistogram;
}

/**
 * Failures whose duration tells how quick the system is. Not here: what may have been refused on this side, and a
 * network that was not there; both end at once and would make a dead system look fast.
 */
const answered: ReadonlySet<ErrorCategory> = new Set<ErrorCategory>([
  'timeout_error',
  'service_unavailable',
  'protocol_error',
  'authentication_error',
  'permission_error',
  'not_found',
  'conflict',
]);

/**
 * What one connection did: counts, categories and latency quantiles in fixed memory (about 5 kB with the defaults),
 * without a timer. The window is a ring of slices and forgets them one by one, so it shows the last `windowMs` less at
 * most one slice; after idleness it is empty. Latencies come from successes and from failures that are the system's own
 * answer (see `answered`); what was cancelled, refused on this side or served from the cache is only counted.
 */
export class Metrics {
  readonly #env: Env;
  readonly #windowMs: number;
  readonly #sliceCount: number;
  readonly #sliceMs: number;
  readonly #elapsed: Elapsed;
  // Replaced by `reset`.
  #total = noCounts();
  #slices: Slice[] = [];
  /** The buckets of all slices, from the first call on: one buffer costs less than many. */
  #buckets: Uint32Array | undefined;
  #inFlight = 0;
  #lastError: LastError | null = null;
  /** On `#elapsed`, until a snapshot asks when that was: it saves every call a look at the wall clock. */
  #succeededAt: number | null = null;
  #lastSuccessAt: number | null = null;
  #since: number;

  /** @throws RangeError for options out of range */
  constructor(env: Env, { windowMs = 300_000, slices = 5 }: MetricsOptions = {}) {
    checkPositive('windowMs', windowMs);
    checkWhole('slices', slices, 1, 60);
    this.#env = env;
    this.#windowMs = windowMs;
    this.#sliceCount = slices;
    this.#sliceMs = windowMs / slices;
    this.#elapsed = new Elapsed(env.clock.now());
    this.#since = env.clock.wallNow();
  }

  /** Belongs outermost, where it sees everything, what is refused further in included. */
  readonly policy: Policy = (next, call) => {
    this.#inFlight += 1;
    return observeCall(this.#env.clock, next, call, this.#ended);
  };

  /** Counts something that did not run through `policy`. */
  record(observation: Observation): void {
    this.#record(observation, this.#env.clock.now());
  }

  snapshot(): MetricsSnapshot {
    const windowCounts = noCounts();
    const latency = new LatencyHistogram();
    const elapsed = this.#elapsed.until(this.#env.clock.now());
    for (const slice of this.#slices) {
      if (slice.number <= this.#sliceNumber(elapsed) - this.#sliceCount) continue;
      addCounts(windowCounts, slice);
      latency.add(slice.latency);
    }
    if (this.#succeededAt !== null) this.#lastSuccessAt = Math.round(this.#env.clock.wallNow() - (elapsed - this.#succeededAt));
    this.#succeededAt = null;
    const [p50 = null, p95 = null, p99 = null] = [0.5, 0.95, 0.99].map((q) => latency.quantile(q));
    return {
      total: { ...this.#total, byCategory: { ...this.#total.byCategory } },
      window: { ...windowCounts, windowMs: this.#windowMs, p50, p95, p99, max: latency.max },
      inFlight: this.#inFlight,
      lastError: this.#lastError,
      lastSuccessAt: this.#lastSuccessAt,
      since: this.#since,
    };
  }

  /** Starts anew; calls in flight stay so and count when they end. */
  reset(): void {
    this.#total = noCounts();
    this.#slices = [];
    this.#buckets = undefined;
    this.#lastError = null;
    this.#succeededAt = null;
    this.#lastSuccessAt = null;
    this.#since = this.#env.clock.wallNow();
  }

  readonly #ended = (observation: Observation, now: number): void => {
    this.#inFlight -= 1;
    this.#record(observation, now);
  };

  #record({ durationMs, category, message, cached = false }: Observation, now: number): void {
    const elapsed = this.#elapsed.until(now);
    const slice = this.#slice(this.#sliceNumber(elapsed));
    countCall(this.#total, category);
    countCall(slice, category);
    if (category === undefined) {
      if (cached) return;
      slice.latency.record(durationMs);
      this.#succeededAt = elapsed;
      return;
    }
    if (answered.has(category)) slice.latency.record(durationMs);
    // An open circuit's own reason is the error before it, which stays.
    if (category !== 'cancelled' && category !== 'circuit_open')
      this.#lastError = lastErrorOf(category, message, this.#env.clock.wallNow());
  }

  #sliceNumber(elapsed: number): number {
    return Math.floor(elapsed / this.#sliceMs);
  }

  /** The slice of now. Numbers never fall, so it can only be the newest, and the oldest of a full ring is always over. */
  #slice(number: number): Slice {
    const newest = this.#slices.at(-1);
    if (newest?.number === number) return newest;
    const over = this.#slices.length === this.#sliceCount ? this.#slices.shift() : undefined;
    over?.latency.clear();
    const fresh: Slice = { number, latency: over?.latency ?? this.#histogram(this.#slices.length), ...noCounts() };
    this.#slices.push(fresh);
    return fresh;
  }

  #histogram(place: number): LatencyHistogram {
    const { bucketCount } = LatencyHistogram;
    this.#buckets ??= new Uint32Array(bucketCount * this.#sliceCount);
    return new LatencyHistogram(this.#buckets.subarray(place * bucketCount, (place + 1) * bucketCount));
  }
}
