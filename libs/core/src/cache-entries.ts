/** A kept value. */
export interface Stored {
  readonly value: unknown;
  readonly bytes: number;
  /** A moment of `Clock.now()`, as is the next. */
  readonly storedAt: number;
  /** From here on it is of no use any more. */
  readonly overAt: number;
  /** Milliseconds since 1970. */
  readonly asOf: number;
}

/** What is known of a key: a value, a flight to join, or both. One with a value has its place in the ring. */
export class Entry<F> {
  readonly key: string;
  readonly tags: readonly string[];
  stored: Stored | undefined;
  flight: F | undefined;
  older: Entry<F> = this;
  newer: Entry<F> = this;

  constructor(key: string, tags: readonly string[]) {
    this.key = key;
    this.tags = tags;
  }
}

/**
 * Entries by key and by tag, their values bounded by number and bytes. Every operation costs the same however many there
 * are, except to drop many, which costs as much as they are many. A flight is only a thing to hold here.
 *
 * The order of use is a ring and not that of a `Map`, because taking the first of a `Map` walks over everything that was
 * taken before.
 */
export class CacheEntries<F> {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #byKey = new Map<string, Entry<F>>();
  /** From the first tag on. */
  #byTag: Map<string, Set<Entry<F>>> | undefined;
  /** Where the ring closes: `newer` is the least recently used, `older` the most recently used. */
  readonly #ring = new Entry<F>('', []);
  #size = 0;
  #bytes = 0;

  constructor(maxEntries: number, maxBytes: number) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** Values that are kept. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of the kept values. */
  get bytes(): number {
    return this.#bytes;
  }

  get all(): Iterable<Entry<F>> {
    return this.#byKey.values();
  }

  tagged(tag: string): Iterable<Entry<F>> {
    return this.#byTag?.get(tag) ?? [];
  }

  /** The entry of the key, made when there is none; the caller gives a new one its flight. */
  entry(key: string, tags: readonly string[]): Entry<F> {
    const found = this.#byKey.get(key);
    if (found !== undefined) return found;
    const entry = new Entry<F>(key, tags);
    this.#byKey.set(key, entry);
    for (const tag of tags) {
      this.#byTag ??= new Map();
      const tagged = this.#byTag.get(tag);
      if (tagged === undefined) this.#byTag.set(tag, new Set([entry]));
      else tagged.add(entry);
    }
    return entry;
  }

  /** Marks the value of the entry as the most recently used. */
  use(entry: Entry<F>): void {
    if (this.#ring.older === entry) return;
    unlink(entry);
    this.#link(entry);
  }

  /** Keeps the value unless it alone is too large, then drops what is over or too much, least recently used first. */
  store(entry: Entry<F>, stored: Stored): void {
    this.unstore(entry);
    if (stored.bytes > this.#maxBytes) return;
    entry.stored = stored;
    this.#size += 1;
    this.#bytes += stored.bytes;
    this.#link(entry);
    for (let oldest = this.#ring.newer; this.#mustGo(oldest.stored, stored.storedAt); oldest = this.#ring.newer) {
      this.unstore(oldest);
      this.forgetEmpty(oldest);
    }
  }

  /** Drops the value and leaves the flight. */
  unstore(entry: Entry<F>): void {
    if (entry.stored === undefined) return;
    this.#size -= 1;
    this.#bytes -= entry.stored.bytes;
    entry.stored = undefined;
    unlink(entry);
  }

  /** Call when the entry has lost its value or its flight. */
  forgetEmpty(entry: Entry<F>): void {
    if (entry.stored !== undefined || entry.flight !== undefined) return;
    this.#byKey.delete(entry.key);
    for (const tag of entry.tags) {
      const tagged = this.#byTag?.get(tag);
      tagged?.delete(entry);
      if (tagged?.size === 0) this.#byTag?.delete(tag);
    }
  }

  #mustGo(stored: Stored | undefined, now: number): boolean {
    return stored !== undefined && (now >= stored.overAt || this.#size > this.#maxEntries || this.#bytes > this.#maxBytes);
  }

  #link(entry: Entry<F>): void {
    entry.older = this.#ring.older;
    entry.newer = this.#ring;
    this.#ring.older.newer = entry;
    this.#ring.older = entry;
  }
}

function unlink<F>(entry: Entry<F>): void {
  entry.older.newer = entry.newer;
  entry.newer.older = entry.older;
  entry.older = entry;
  entry.newer = entry;
}
