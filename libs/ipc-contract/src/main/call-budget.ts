import type { Clock } from '@wiz/core';

export interface CallRate {
  /** Calls a second in the long run, above 0. */
  readonly perSecond: number;
  /** Calls that may come at once after a quiet time, at least 1. */
  readonly burst: number;
}

/** Far above what a page asks for on a person's behalf, and low enough that the cheapest calls leave main time for the rest. */
export const usualCallRate: CallRate = { perSecond: 4000, burst: 10_000 };

/**
 * How many more calls of one window main takes up: a bucket that fills continuously and refuses at once. It is not the
 * `RateLimiter` of the connections, which makes wait: whoever floods must not fill a queue in main either. No timer.
 */
export class CallBudget {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #rate: CallRate;
  #left: number;
  #filledAt: number;

  /** @throws RangeError for figures out of range */
  constructor(clock: Pick<Clock, 'now'>, rate: CallRate) {
    if (!(rate.perSecond > 0)) throw new RangeError(`perSecond must be above 0, got ${String(rate.perSecond)}`);
    if (!(rate.burst >= 1)) throw new RangeError(`burst must be at least 1, got ${String(rate.burst)}`);
    this.#clock = clock;
    this.#rate = rate;
    this.#left = rate.burst;
    this.#filledAt = clock.now();
  }

  /** Takes one call off what is left. @returns whether there was one */
  take(): boolean {
    const now = this.#clock.now();
    const { perSecond, burst } = this.#rate;
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#filledAt) * perSecond) / 1000);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
