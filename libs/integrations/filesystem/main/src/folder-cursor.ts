import type { Anchor } from './anchor.ts';

/** Folders inside each other that are gone into. The way to each is opened name by name, so very deep ones take very long. */
export const deepest = 64;

/** Folders that are kept open at once. Deeper ones are opened anew each time: slower, but a deep tree takes no more handles. */
const keptOpen = 32;

/**
 * Goes from folder to folder in a tree. Going on to a neighbour reuses what is open already, so that a walk
 * opens each folder about once.
 */
export class FolderCursor {
  readonly #start: Anchor;
  readonly #kept: { readonly name: string; readonly anchor: Anchor }[] = [];
  #deep: Anchor | undefined;

  /** @param start stays open and is not closed from here */
  constructor(start: Anchor) {
    this.#start = start;
  }

  /** The folder at these names, valid until the next `open` or `close`. Throws as `Anchor.descend` does. */
  async open(names: readonly string[]): Promise<Anchor> {
    await this.#keep(this.#kept.findIndex(({ name }, depth) => name !== names[depth]));
    let folder = this.#kept.at(-1)?.anchor ?? this.#start;
    for (const name of names.slice(this.#kept.length)) {
      const next = await folder.descend(name);
      if (this.#kept.length < keptOpen) this.#kept.push({ name, anchor: next });
      else await this.#setDeep(next);
      folder = next;
    }
    return folder;
  }

  async close(): Promise<void> {
    await this.#keep(0);
  }

  /** Closes all but the first `count`; -1 keeps all that are not deep. */
  async #keep(count: number): Promise<void> {
    await this.#setDeep(undefined);
    while (count >= 0 && this.#kept.length > count) await this.#kept.pop()?.anchor.close();
  }

  async #setDeep(next: Anchor | undefined): Promise<void> {
    const before = this.#deep;
    this.#deep = next;
    await before?.close();
  }
}
