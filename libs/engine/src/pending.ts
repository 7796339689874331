/** What was begun and has not ended. */
export class Pending {
  readonly #works = new Set<Promise<unknown>>();

  /** Remembers work until it ends; returns it. */
  add<T>(work: Promise<T>): Promise<T> {
    this.#works.add(work);
    const forget = (): void => {
      this.#works.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  has(work: Promise<unknown>): boolean {
    return this.#works.has(work);
  }

  /** Settles when all that is there now has ended, well or not. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#works);
  }
}
