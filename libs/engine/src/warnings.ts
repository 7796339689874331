/** Sentences that one answer carries at most. */
const mostWarnings = 10;

/** What one attempt says is missing in its answer: each sentence once, so many at most. */
export class Warnings {
  /** Made for the first one: nearly no attempt has any. */
  #sentences: Set<string> | undefined;

  add(sentence: string): void {
    this.#sentences ??= new Set();
    if (this.#sentences.size < mostWarnings) this.#sentences.add(sentence);
  }

  /** In the order in which they came. */
  get sentences(): readonly string[] {
    return this.#sentences === undefined ? [] : [...this.#sentences];
  }
}
