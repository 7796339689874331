/** One of a token's budgets: so many requests in a window that begins with the first. */
export class RateBudget {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #used = 0;
  #resets = 0;

  /** @param now milliseconds since 1970 */
  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Counts one request; false when there is none left. */
  take(): boolean {
    this.#turn();
    if (this.#used >= this.#limit) return false;
    this.#used += 1;
    return true;
  }

  /** Gives one back: what has not changed costs nothing. */
  giveBack(): void {
    this.#used = Math.max(0, this.#used - 1);
  }

  /** As in `/rate_limit`; `reset` in seconds since 1970. */
  get report(): { readonly limit: number; readonly used: number; readonly remaining: number; readonly reset: number } {
    this.#turn();
    return { limit: this.#limit, used: this.#used, remaining: this.#limit - this.#used, reset: Math.ceil(this.#resets / 1000) };
  }

  #turn(): void {
    if (this.#now() < this.#resets) return;
    this.#used = 0;
    this.#resets = this.#now() + this.#windowMs;
  }
}
