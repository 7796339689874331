import { sleepOn, type Clock } from '../clock.ts';

/** A clock that moves only when told. `pending` lets a test assert that nothing is left behind. */
export class ManualClock implements Clock {
  #now = 0;
  #wall: number;
  readonly #timers = new Set<{ moment: number; callback: () => void }>();

  /** @param wallStart milliseconds since 1970 that `wallNow` starts from */
  constructor(wallStart = Date.UTC(2026, 0, 1)) {
    this.#wall = wallStart;
  }

  /** Timers that are armed. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  wallNow(): number {
    return this.#wall;
  }

  at(moment: number, callback: () => void): () => void {
    const timer = { moment, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, ms, signal);
  }

  /** Moves both clocks and runs what is due, in order, letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.moment <= target).sort((a, b) => a.moment - b.moment)[0];
      if (due === undefined) break;
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

  /** Steps only the wall clock, as a person or a time server does. */
  stepWall(ms: number): void {
    this.#wall += ms;
  }
}

/** Lets every promise that is ready settle, chains of some depth included. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}
