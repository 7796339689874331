/** What a person asked for and does not get: a sentence that says why and what to do. Nothing was written. */
export class Refusal extends Error {
  /** @param {string} sentence */
  constructor(sentence) {
    super(sentence);
    this.name = 'Refusal';
    // Nx prints the stack where there is one; a person's slip needs none.
    this.stack = sentence;
  }
}
