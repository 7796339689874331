import type { TransportResponse } from './transport.ts';

/** An answer that the system may later say has not changed. */
export interface StoredAnswer {
  readonly etag: string;
  readonly text: string;
  readonly header: TransportResponse['header'];
}

const maxEntries = 200;
/** In characters of text and key. */
const maxLength = 8 * 1024 * 1024;

/** The last answers with an ETag, the longest unused ones forgotten first: 200 at most, of 8 Mi characters together. */
export class EtagStore {
  readonly #entries = new Map<string, StoredAnswer>();
  #length = 0;

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): StoredAnswer | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, found);
    }
    return found;
  }

  /** Keeps the answer in place of an earlier one; one that is too large for the whole store is not kept. */
  set(key: string, answer: StoredAnswer): void {
    this.delete(key);
    if (lengthOf(key, answer) > maxLength) return;
    this.#entries.set(key, answer);
    this.#length += lengthOf(key, answer);
    for (const [oldest] of this.#entries) {
      if (this.#entries.size <= maxEntries && this.#length <= maxLength) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const found = this.#entries.get(key);
    if (found === undefined) return;
    this.#entries.delete(key);
    this.#length -= lengthOf(key, found);
  }

  clear(): void {
    this.#entries.clear();
    this.#length = 0;
  }
}

function lengthOf(key: string, { text }: StoredAnswer): number {
  return key.length + text.length;
}
