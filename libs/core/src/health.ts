import type { Policy } from './call.ts';
import { checkPositive, checkWhole } from './check-options.ts';
import { Elapsed } from './elapsed.ts';
import type { Env } from './env.ts';
import { categories, type ErrorCategory } from './error-category.ts';
import { lastErrorOf, observeCall, type LastError, type Observation } from './observe-call.ts';

export type HealthStatus = 'unknown' | 'healthy' | 'degraded' | 'unhealthy';

export interface HealthOptions {
  /** A success that takes longer is slow; in milliseconds, above 0. @default 3000 */
  readonly degradedMs?: number;
  /** Failures in a row that make it unhealthy, at least 1. @default 3 */
  readonly failuresToUnhealthy?: number;
  /** Quick successes in a row that make it healthy again, at least 1. @default 2 */
  readonly goodToRecover?: number;
  /** Slow answers, with no quick one between them, that make it degraded, at least 1. @default 2 */
  readonly slowToDegrade?: number;
  /** Silence after which nothing is known any more; in milliseconds, above 0. @default 900_000 */
  readonly staleMs?: number;
}

/** A plain object. Times in milliseconds since 1970, null while there is none. */
export interface HealthReport {
  readonly status: HealthStatus;
  /** When it became so. */
  readonly since: number;
  /** The last observation that told something of the system. */
  readonly lastCheckedAt: number | null;
  /** How long the last success took, in milliseconds. */
  readonly latencyMs: number | null;
  /** Stays when the system recovers. */
  readonly lastError: LastError | null;
  readonly consecutiveFailures: number;
}

type Verdict = 'good' | 'slow' | 'bad' | 'neutral';

/**
 * Whether one system is well, from what its calls and probes observe, without a timer.
 *
 * A success is good, above `degradedMs` slow; a rate limit is slow, as the system is there and wants less. Bad is what
 * blames the system (`error-category.ts`), and sign-in and settings that do not work. Anything else is the caller's own
 * matter and counts as no observation at all, as does an answer from the cache.
 *
 * The first observation leaves `unknown` at once. From then on it takes several, so that one blip does not flap:
 * three bad ones in a row for unhealthy, two good ones in a row for healthy, two slow ones without a good one between
 * for degraded; two in a row that are not bad, whatever their speed, end unhealthy.
 */
export class Health {
  readonly #env: Env;
  readonly #options: Required<HealthOptions>;
  readonly #elapsed: Elapsed;
  #status: HealthStatus = 'unknown';
  #since: number;
  /** On `#elapsed`, of the last observation. */
  #observedAt = 0;
  #lastCheckedAt: number | null = null;
  #latencyMs: number | null = null;
  #lastError: LastError | null = null;
  // In a row, up to now: bad ones, ones not bad, good ones; and slow ones since the last good one.
  #bad = 0;
  #notBad = 0;
  #good = 0;
  #slow = 0;

  /** @throws RangeError for options out of range */
  constructor(
    env: Env,
    { degradedMs = 3000, failuresToUnhealthy = 3, goodToRecover = 2, slowToDegrade = 2, staleMs = 900_000 }: HealthOptions = {},
  ) {
    checkPositive('degradedMs', degradedMs);
    checkWhole('failuresToUnhealthy', failuresToUnhealthy, 1);
    checkWhole('goodToRecover', goodToRecover, 1);
    checkWhole('slowToDegrade', slowToDegrade, 1);
    checkPositive('staleMs', staleMs);
    this.#env = env;
    this.#options = { degradedMs, failuresToUnhealthy, goodToRecover, slowToDegrade, staleMs };
    this.#elapsed = new Elapsed(env.clock.now());
    this.#since = env.clock.wallNow();
  }

  /**
   * Belongs innermost, around the attempt's timeout: there a duration contains no waiting of ours, and what was refused
   * on this side or came from the cache is never seen.
   */
  readonly policy: Policy = (next, call) => observeCall(this.#env.clock, next, call, this.#observe);

  /** Takes in how a call or a probe ended; reports a change as `health_changed`. */
  observe(observation: Observation): void {
    this.#observe(observation, this.#env.clock.now());
  }

  /** What is known now; notices, and reports once, that the silence has become too long. */
  report(): HealthReport {
    this.#noticeSilence(this.#env.clock.now());
    return {
      status: this.#status,
      since: this.#since,
      lastCheckedAt: this.#lastCheckedAt,
      latencyMs: this.#latencyMs,
      lastError: this.#lastError,
      consecutiveFailures: this.#bad,
    };
  }

  /** Forgets everything, after new credentials for instance. */
  reset(): void {
    this.#lastCheckedAt = null;
    this.#latencyMs = null;
    this.#lastError = null;
    this.#startAnew(this.#env.clock.wallNow());
  }

  readonly #observe = (observation: Observation, now: number): void => {
    const elapsed = this.#noticeSilence(now);
    const verdict = this.#judge(observation);
    if (verdict === 'neutral') return;
    const { category, message, durationMs } = observation;
    this.#observedAt = elapsed;
    this.#lastCheckedAt = this.#env.clock.wallNow();
    if (category === undefined) this.#latencyMs = Math.max(0, durationMs);
    else this.#lastError = lastErrorOf(category, message, this.#lastCheckedAt);
    this.#bad = verdict === 'bad' ? this.#bad + 1 : 0;
    this.#notBad = verdict === 'bad' ? 0 : this.#notBad + 1;
    this.#good = verdict === 'good' ? this.#good + 1 : 0;
    if (verdict !== 'bad') this.#slow = verdict === 'slow' ? this.#slow + 1 : 0;
    this.#become(this.#next(verdict), this.#lastCheckedAt);
  };

  #judge({ durationMs, category, cached = false }: Observation): Verdict {
    if (cached) return 'neutral';
    if (category === undefined) return durationMs > this.#options.degradedMs ? 'slow' : 'good';
    if (category === 'rate_limit_error') return 'slow';
    return blames(category) ? 'bad' : 'neutral';
  }

  #next(verdict: Exclude<Verdict, 'neutral'>): HealthStatus {
    const { failuresToUnhealthy, goodToRecover, slowToDegrade } = this.#options;
    if (this.#status === 'unknown') return ({ good: 'healthy', slow: 'degraded', bad: 'unhealthy' } as const)[verdict];
    if (this.#bad >= failuresToUnhealthy) return 'unhealthy';
    if (this.#good >= goodToRecover) return 'healthy';
    // Slow answers from before an outage do not count here, or a single one would end it.
    const degraded = this.#status === 'unhealthy' ? this.#notBad >= goodToRecover : this.#slow >= slowToDegrade;
    return degraded ? 'degraded' : this.#status;
  }

  #noticeSilence(now: number): number {
    const elapsed = this.#elapsed.until(now);
    const overdueMs = elapsed - this.#observedAt - this.#options.staleMs;
    if (overdueMs >= 0) this.#startAnew(Math.round(this.#env.clock.wallNow() - overdueMs));
    return elapsed;
  }

  #startAnew(since: number): void {
    this.#bad = this.#notBad = this.#good = this.#slow = 0;
    this.#become('unknown', since);
  }

  /** Last in every change, so that a receiver that asks back sees the whole of it. */
  #become(to: HealthStatus, since: number): void {
    const from = this.#status;
    if (to === from) return;
    this.#status = to;
    this.#since = since;
    this.#env.emit({ type: 'health_changed', from, to });
  }
}

function blames(category: ErrorCategory): boolean {
  return categories[category].blamesSystem || category === 'authentication_error' || category === 'configuration_error';
}
