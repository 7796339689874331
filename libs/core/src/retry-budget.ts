import { checkNumber } from './check-options.ts';
import type { Clock } from './clock.ts';

export interface RetryBudgetOptions {
  /** Retries that may follow each other without a success, at least 1. @default 10 */
  readonly capacity?: number;
  /** What a success gives back, in retries, at least 0. @default 0.1 */
  readonly perSuccess?: number;
  /** What time alone gives back, in retries a minute, at least 0. @default 6 */
  readonly perMinute?: number;
}

/** Sums of tenths miss whole numbers by less than this, in retries; without it ten tenths were less than one. */
const rounding = 1e-6;

/**
 * What all calls of one connection may spend on retries together: a token bucket, so that a system that is down
 * gets a fraction more calls than usual and not a multiple (three retries each would be four times the load).
 *
 * Successes fill it as in gRPC. Time fills it too, as in Finagle, since a desktop makes too few calls for
 * successes alone.
 *
 * @see https://github.com/grpc/proposal/blob/master/A6-client-retries.md#throttling-retry-attempts-and-hedged-rpcs
 * @throws RangeError at construction for values out of range
 */
export class RetryBudget {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #perSuccess: number;
  readonly #perMs: number;
  #tokens: number;
  #filledAt: number;

  constructor(clock: Clock, { capacity = 10, perSuccess = 0.1, perMinute = 6 }: RetryBudgetOptions = {}) {
    checkNumber('capacity', capacity, 1);
    checkNumber('perSuccess', perSuccess, 0);
    checkNumber('perMinute', perMinute, 0);
    this.#clock = clock;
    this.#capacity = capacity;
    this.#perSuccess = perSuccess;
    this.#perMs = perMinute / 60_000;
    this.#tokens = capacity;
    this.#filledAt = clock.now();
  }

  /** A call succeeded. */
  succeeded(): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + this.#perSuccess);
  }

  /** Takes one retry; false when the budget is spent. */
  take(): boolean {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + Math.max(0, now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
    if (this.#tokens < 1 - rounding) return false;
    this.#tokens -= 1;
    return true;
  }
}
