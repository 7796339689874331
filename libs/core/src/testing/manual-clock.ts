import { sleepOn, type Clock } from '../clock.ts';

interface ManualTimer {
  readonly moment: number;
  readonly callback: () => void;
}

/** A clock that moves only when told. `pending` lets a test assert that nothing is left behind. */
export class ManualClock implements Clock {
  #now = 0;
  #wall: number;
  readonly #timers = new Set<ManualTimer>();
  readonly #wakeListeners = new Set<(missedMs: number) => void>();

  /** @param wallStart milliseconds since 1970 that `wallNow` starts from */
  constructor(wallStart = Date.UTC(2026, 0, 1)) {
    this.#wall = wallStart;
  }

  /** Timers that are armed. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Listeners that would be told of a waking. */
  get wakeListeners(): number {
    return this.#wakeListeners.size;
  }

  now(): number {
    return this.#now;
  }

  wallNow(): number {
    return this.#wall;
  }

  at(moment: number, callback: () => void): () => void {
    if (Number.isNaN(moment)) throw new RangeError('moment must be a number, got NaN');
    const timer = { moment, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, ms, signal);
  }

  onWake(listener: (missedMs: number) => void): () => void {
    this.#wakeListeners.add(listener);
    return () => {
      this.#wakeListeners.delete(listener);
    };
  }

  /** Moves both clocks and runs what is due, in order, letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (let due = this.#due(target); due !== undefined; due = this.#due(target)) {
      this.#timers.delete(due);
      this.#wall += Math.max(0, due.moment - this.#now);
      this.#now = Math.max(this.#now, due.moment);
      due.callback();
      await settle();
    }
    this.#wall += target - this.#now;
    this.#now = target;
    await settle();
  }

  /**
   * The computer sleeps: both clocks jump at once, then what came due meanwhile runs late, all at the same moment. As on
   * the real clock, no promise goes on before everybody who listens has been told of the waking.
   */
  async asleep(ms: number): Promise<void> {
    this.#now += ms;
    this.#wall += ms;
    for (let due = this.#due(this.#now); due !== undefined; due = this.#due(this.#now)) {
      this.#timers.delete(due);
      due.callback();
    }
    for (const listener of [...this.#wakeListeners]) listener(ms);
    await this.advance(0);
  }

  /** Steps only the wall clock, as a person or a time server does. */
  stepWall(ms: number): void {
    this.#wall += ms;
  }

  #due(target: number): ManualTimer | undefined {
    let first: ManualTimer | undefined;
    for (const timer of this.#timers) if (timer.moment <= target && (first === undefined || timer.moment < first.moment)) first = timer;
    return first;
  }
}

/** Lets every promise that is ready settle, long chains included. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 100; round += 1) await Promise.resolve();
}
