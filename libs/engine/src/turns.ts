/** Work of one key goes one after another, in the order in which it was asked for; work of other keys goes meanwhile. */
export class Turns<Key> {
  /** The last work of each key that is under way. */
  readonly #last = new Map<Key, Promise<unknown>>();

  /** @throws what `work` throws; it does not hold up who comes next */
  async take<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work, work);
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
