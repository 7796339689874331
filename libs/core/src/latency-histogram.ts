const relativeError = 0.07;
const gamma = (1 + relativeError) / (1 - relativeError);
const logGamma = Math.log(gamma);
const shortestMs = 0.1;
const longestMs = 600_000;
const bucketCount = Math.ceil(Math.log(longestMs / shortestMs) / logGamma) + 1;
const fullBucket = 2 ** 32 - 1;

/**
 * Quantiles of latencies in fixed memory: 113 counters, whatever is recorded. Each bucket is γ = 1.07/0.93 times as
 * wide as the one before, so a quantile is at most 7 % off the exact one, from 0.1 ms to 10 minutes; what lies outside
 * counts as the nearer end. A counter that has reached 2³² − 1 stays there.
 *
 * @see Masson, Rim, Lee: DDSketch, a fast and fully-mergeable quantile sketch with relative-error guarantees, PVLDB 12(12), 2019
 */
export class LatencyHistogram {
  /** The largest relative error of `quantile`. */
  static readonly relativeError = relativeError;

  /** Counters that a histogram needs. */
  static readonly bucketCount = bucketCount;

  readonly #buckets: Uint32Array;
  #max = 0;

  /** @param buckets `bucketCount` zeros that nobody else writes to: several histograms may lie in one buffer */
  constructor(buckets: Uint32Array = new Uint32Array(bucketCount)) {
    if (buckets.length !== bucketCount)
      throw new RangeError(`buckets must be ${String(bucketCount)} counters, got ${String(buckets.length)}`);
    this.#buckets = buckets;
  }

  /** Latencies recorded since the last `clear`. */
  get count(): number {
    return this.#buckets.reduce((sum, count) => sum + count, 0);
  }

  /** The longest one, exactly; null when nothing was recorded. */
  get max(): number | null {
    return this.count === 0 ? null : this.#max;
  }

  /** @param ms below 0 counts as 0; what is not finite is ignored */
  record(ms: number): void {
    if (!Number.isFinite(ms)) return;
    const index = Math.ceil(Math.log(ms / shortestMs) / logGamma);
    // A negative latency has no logarithm: NaN is not above 0 either.
    this.#add(index > 0 ? Math.min(index, bucketCount - 1) : 0, 1);
    if (ms > this.#max) this.#max = ms;
  }

  /**
   * The latency in milliseconds that the share `q` of all calls did not exceed: the one of rank ⌊q·(n − 1)⌋, at most 7 %
   * off; null when nothing was recorded.
   *
   * @param q from 0 to 1
   * @throws RangeError for another `q`
   */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`q must be from 0 to 1, got ${String(q)}`);
    const { count: total } = this;
    if (total === 0) return null;
    const rank = Math.floor(q * (total - 1));
    let seen = 0;
    const index = this.#buckets.findIndex((count) => (seen += count) > rank);
    // The point whose relative distance to both ends of the bucket is the same.
    const middle = index === 0 ? shortestMs : (2 * shortestMs * gamma ** index) / (gamma + 1);
    return Math.min(middle, this.#max);
  }

  /** Adds what the other one has recorded. */
  add(other: LatencyHistogram): void {
    for (const [index, count] of other.#buckets.entries()) this.#add(index, count);
    this.#max = Math.max(this.#max, other.#max);
  }

  /** Forgets everything. */
  clear(): void {
    this.#buckets.fill(0);
    this.#max = 0;
  }

  #add(index: number, count: number): void {
    this.#buckets[index] = Math.min((this.#buckets[index] ?? 0) + count, fullBucket);
  }
}
