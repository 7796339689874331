/** A body that is read ahead of who uses it by no more than this, in bytes. */
export const readAheadBytes = 256 * 1024;

/** Where a body comes from. */
export interface BodySource {
  /** Stops and lets flow; called only when it makes a difference. */
  pause(): void;
  resume(): void;
  /** Nobody wants the rest. */
  giveUp(): void;
  /** Asked before the end is told. @throws when the body may not count as whole after all */
  assertWanted(): void;
}

/** Takes the pieces of one body as they come and hands them out one by one, once. Holds the source back while nobody takes them. */
export class BodyQueue implements AsyncIterable<Uint8Array> {
  readonly #source: BodySource;
  readonly #pieces: Uint8Array[] = [];
  #held = 0;
  #paused = false;
  #end: { readonly failure: Error | undefined } | undefined;
  #wake: (() => void) | undefined;

  constructor(source: BodySource) {
    this.#source = source;
  }

  push(piece: Uint8Array): void {
    if (this.#end !== undefined) return;
    this.#pieces.push(piece);
    this.#held += piece.byteLength;
    if (this.#held >= readAheadBytes && !this.#paused) {
      this.#paused = true;
      this.#source.pause();
    }
    this.#stir();
  }

  /** It is whole. */
  finish(): void {
    this.#end ??= { failure: undefined };
    this.#stir();
  }

  /** It will never be whole: what was not handed out yet is not handed out any more. Later endings change nothing. */
  fail(failure: Error): void {
    if (this.#end !== undefined) return;
    this.#end = { failure };
    this.#pieces.length = 0;
    this.#stir();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece !== undefined) {
          this.#taken(piece);
          yield piece;
        } else if (this.#end === undefined) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        } else if (this.#end.failure === undefined) {
          this.#source.assertWanted();
          return;
        } else throw this.#end.failure;
      }
    } finally {
      if (this.#end === undefined) this.#source.giveUp();
    }
  }

  #stir(): void {
    // Once only: Node reports every further one to whoever listens for such mistakes, and Electron listens.
    this.#wake?.();
    this.#wake = undefined;
  }

  #taken(piece: Uint8Array): void {
    this.#held -= piece.byteLength;
    if (!this.#paused || this.#held >= readAheadBytes || this.#end !== undefined) return;
    this.#paused = false;
    this.#source.resume();
  }
}
