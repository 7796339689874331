/** Slots a level; a slot of level n covers 64ⁿ milliseconds. */
const slots = 64;
/** 64⁶ ms are two years; what lies further ahead waits in the last level and is placed again from there. */
const levels = 6;

interface Timer {
  tick: number;
  callback: () => void;
  /** Index into `#heads`; -1 when it is in no list. */
  home: number;
  previous: Timer | undefined;
  next: Timer | undefined;
}

/** What `insert` returns; only good for `remove`. */
export type TimerHandle = Readonly<Pick<Timer, 'tick'>>;

/**
 * Many timers behind one: inserting and removing cost the same whether one waits or a hundred thousand, which a
 * heap does not give and a native timer for each call makes dear. Resolution is one millisecond; nothing is ever
 * early. A timer far ahead sits in a coarse level and moves to finer ones as its moment comes nearer.
 *
 * @see Varghese and Lauck, “Hashed and Hierarchical Timing Wheels”, SOSP 1987, scheme 7
 */
export class TimerWheel {
  readonly #heads: (Timer | undefined)[] = new Array<Timer | undefined>(levels * slots).fill(undefined);
  readonly #tails: (Timer | undefined)[] = new Array<Timer | undefined>(levels * slots).fill(undefined);
  readonly #counts: number[] = new Array<number>(levels).fill(0);
  #elapsed: number;
  #size = 0;
  #advancing = false;

  /** @param now milliseconds on the clock whose moments are inserted, at least 0 */
  constructor(now: number) {
    this.#elapsed = Math.floor(now);
  }

  /** Timers that wait. */
  get size(): number {
    return this.#size;
  }

  /**
   * @param moment on the wheel's clock; one that has passed is due at the next `advance`, Infinity never
   * @throws RangeError for NaN, which would be neither due nor ahead
   */
  insert(moment: number, callback: () => void): TimerHandle {
    if (Number.isNaN(moment)) throw new RangeError('moment must be a number, got NaN');
    // A callback that sets itself again for now must not keep `advance` going for ever.
    const tick = Math.max(Math.ceil(moment), this.#advancing ? this.#elapsed + 1 : this.#elapsed);
    const timer: Timer = { tick, callback, home: -1, previous: undefined, next: undefined };
    this.#place(timer);
    this.#size += 1;
    return timer;
  }

  /** False when it has been called back or removed already. */
  remove(handle: TimerHandle): boolean {
    // Handles are only made by `insert`.
    const timer = handle as Timer;
    if (timer.home < 0) return false;
    this.#unlink(timer);
    this.#size -= 1;
    return true;
  }

  /** The moment when `advance` should be called next: never after the earliest timer, at times before it. Infinity when none waits. */
  next(): number {
    let earliest = Infinity;
    for (let level = 0, span = 1; level < levels; level += 1, span *= slots) {
      if (this.#counts[level] === 0) continue;
      let index = Math.floor(this.#elapsed / span);
      while (this.#heads[level * slots + (index % slots)] === undefined) index += 1;
      earliest = Math.min(earliest, index * span);
    }
    return earliest;
  }

  /**
   * Calls back everything that is due at `now`, millisecond by millisecond. Each callback runs, whatever the others
   * throw; the first error is thrown at the end. A clock that went back calls nothing back, nor does a callback that
   * advances the wheel it is called by.
   */
  advance(now: number): void {
    if (this.#advancing) return;
    const target = Math.floor(now);
    const errors: unknown[] = [];
    this.#advancing = true;
    for (let moment = this.next(); moment <= target; moment = this.next()) {
      this.#elapsed = moment;
      for (let level = 1, span = slots; level < levels && moment % span === 0; level += 1, span *= slots) {
        this.#placeAgain(level * slots + ((moment / span) % slots));
      }
      for (let timer = this.#heads[moment % slots]; timer !== undefined; timer = this.#heads[moment % slots]) {
        this.remove(timer);
        try {
          timer.callback();
        } catch (error) {
          errors.push(error);
        }
      }
    }
    this.#advancing = false;
    this.#elapsed = Math.max(this.#elapsed, target);
    if (errors.length > 0) throw errors[0];
  }

  /** Empties a slot that begins now. Nothing lands in it again: what is that far ahead still goes into the slot before it. */
  #placeAgain(home: number): void {
    for (let timer = this.#heads[home]; timer !== undefined; timer = this.#heads[home]) {
      this.#unlink(timer);
      this.#place(timer);
    }
  }

  #place(timer: Timer): void {
    const ahead = timer.tick - this.#elapsed;
    let level = 0;
    let span = 1;
    while (level < levels - 1 && ahead >= span * slots) {
      level += 1;
      span *= slots;
    }
    // The slot before the one that begins now is as far ahead as a level reaches.
    const index = Math.floor(Math.min(timer.tick, this.#elapsed + (slots - 1) * span) / span);
    const home = level * slots + (index % slots);
    const tail = this.#tails[home];
    timer.home = home;
    timer.previous = tail;
    if (tail === undefined) this.#heads[home] = timer;
    else tail.next = timer;
    this.#tails[home] = timer;
    this.#counts[level] = (this.#counts[level] ?? 0) + 1;
  }

  #unlink(timer: Timer): void {
    const { home, previous, next } = timer;
    if (previous === undefined) this.#heads[home] = next;
    else previous.next = next;
    if (next === undefined) this.#tails[home] = previous;
    else next.previous = previous;
    const level = Math.floor(home / slots);
    this.#counts[level] = (this.#counts[level] ?? 0) - 1;
    timer.home = -1;
    timer.previous = undefined;
    timer.next = undefined;
  }
}
