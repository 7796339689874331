/**
 * Successes and failures of the last `windowMs` milliseconds, in fixed memory: the window is a ring of slices, and
 * slices that have become too old are dropped whenever it is read or written. So nothing of an hour ago is counted
 * after an hour of silence, as happens where slices are only dropped one a write.
 */
export class RollingCounts {
  readonly #sliceMs: number;
  readonly #successes: number[];
  readonly #failures: number[];
  #current: number;
  #succeeded = 0;
  #failed = 0;

  /**
   * @param now a moment of the clock, at least 0, as everywhere here
   * @param slices how finely the window moves: what is dropped at once is `windowMs / slices` long
   */
  constructor(now: number, windowMs: number, slices = 10) {
    this.#sliceMs = windowMs / slices;
    this.#successes = new Array<number>(slices).fill(0);
    this.#failures = new Array<number>(slices).fill(0);
    this.#current = Math.floor(now / this.#sliceMs);
  }

  succeeded(now: number): void {
    const at = this.#slice(now);
    this.#successes[at] = (this.#successes[at] ?? 0) + 1;
    this.#succeeded += 1;
  }

  failed(now: number): void {
    const at = this.#slice(now);
    this.#failures[at] = (this.#failures[at] ?? 0) + 1;
    this.#failed += 1;
  }

  totals(now: number): { readonly succeeded: number; readonly failed: number } {
    this.#slice(now);
    return { succeeded: this.#succeeded, failed: this.#failed };
  }

  clear(): void {
    this.#successes.fill(0);
    this.#failures.fill(0);
    this.#succeeded = 0;
    this.#failed = 0;
  }

  /** Moves the window on and says which slice `now` is in; a clock that went back stays in the newest. */
  #slice(now: number): number {
    const { length } = this.#successes;
    const target = Math.floor(now / this.#sliceMs);
    // After a long silence every slice is dropped once, not once a turn of the ring.
    for (let slice = Math.max(this.#current, target - length) + 1; slice <= target; slice += 1) {
      const at = slice % length;
      this.#succeeded -= this.#successes[at] ?? 0;
      this.#failed -= this.#failures[at] ?? 0;
      this.#successes[at] = 0;
      this.#failures[at] = 0;
    }
    this.#current = Math.max(this.#current, target);
    return this.#current % length;
  }
}
