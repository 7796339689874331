/** Numbers that are used again: what is made for each of them exists only as often as there are users at once. */
export class Slots {
  readonly #taken = new Set<number>();

  /** The lowest that is free. */
  take(): number {
    let slot = 0;
    while (this.#taken.has(slot)) slot += 1;
    this.#taken.add(slot);
    return slot;
  }

  give(slot: number): void {
    this.#taken.delete(slot);
  }
}
