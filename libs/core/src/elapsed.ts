/**
 * Milliseconds that have passed on a clock, never falling: when the clock steps back, the step counts as nothing and
 * time goes on from there. A window measured with it can neither freeze until the clock has caught up nor see the future.
 */
export class Elapsed {
  #total = 0;
  #last: number;

  /** @param now `Clock.now()`; counts from here */
  constructor(now: number) {
    this.#last = now;
  }

  /** Milliseconds passed until `now`, at least 0 and never less than before. */
  until(now: number): number {
    if (now > this.#last) this.#total += now - this.#last;
    this.#last = now;
    return this.#total;
  }
}
