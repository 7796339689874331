/** Lets a sender run at most so many messages ahead of what the receiver says it has handled. */
export class Credit {
  readonly #window: number;
  #sent = 0;
  #acknowledged = 0;
  #wake: (() => void) | undefined;

  constructor(window: number) {
    this.#window = window;
  }

  /** Messages sent and not yet acknowledged. */
  get open(): number {
    return this.#sent - this.#acknowledged;
  }

  /** Waits for room, then takes it. Returns false when the signal aborted first. For one sender. */
  async take(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && this.open >= this.#window) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          signal.removeEventListener('abort', done);
          this.#wake = undefined;
          resolve();
        };
        this.#wake = done;
        signal.addEventListener('abort', done, { once: true });
      });
    }
    if (signal.aborted) return false;
    this.#sent += 1;
    return true;
  }

  /** @param count handled in all; what goes back, or beyond what was sent, is ignored */
  acknowledge(count: number): void {
    if (count <= this.#acknowledged || count > this.#sent) return;
    this.#acknowledged = count;
    this.#wake?.();
  }
}
