import type { Hit } from '@wiz/contract-filesystem';
import type { Clock } from '@wiz/core';
import type { Progress } from '@wiz/integration-kit/main';
import { plainName } from './file-error.ts';

/** Hits that are delivered together at most. */
const batch = 100;
/** How long a hit waits for others, and how often progress is told, in milliseconds. */
const pace = 100;
/** After so many silent milliseconds an empty batch says that the search goes on. */
const heartbeat = 5000;

interface Out {
  chunk(hits: Hit[]): Promise<void>;
  progress(progress: Progress): void;
}

/** Counts what a search finds and delivers it in batches: soon, but not one by one. */
export class SearchReport {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #out: Out;
  readonly #files = new Set<string>();
  #waiting: Hit[] = [];
  #deliveredAt: number;
  #toldAt: number;
  #matches = 0;
  looked = 0;
  skipped = 0;
  /** Whether something was found beyond the limit; the search stops then. */
  truncated = false;

  constructor(limit: number, clock: Clock, out: Out) {
    this.#limit = limit;
    this.#clock = clock;
    this.#out = out;
    this.#deliveredAt = clock.now();
    this.#toldAt = -Infinity;
  }

  /** How many more finds anybody needs: one beyond the limit tells that there are more. */
  get wanted(): number {
    return this.#limit - this.#matches + 1;
  }

  async add(hits: readonly Hit[]): Promise<void> {
    for (const hit of hits) {
      if (this.#matches >= this.#limit) {
        this.truncated = true;
        return;
      }
      this.#matches += 1;
      if (hit.kind !== 'folder') this.#files.add(hit.path);
      this.#waiting.push(hit);
      if (this.#waiting.length >= batch) await this.deliver();
    }
  }

  /** Tells where the search is and delivers what has waited long enough. */
  async tell(folder: string): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#toldAt >= pace) {
      this.#toldAt = now;
      this.#out.progress({ done: this.looked, ...(folder === '' ? {} : { note: `In ${plainName(folder)}` }) });
    }
    const silent = now - this.#deliveredAt;
    if (silent >= heartbeat || (silent >= pace && this.#waiting.length > 0)) await this.deliver();
  }

  /** Delivers what waits, also when that is nothing. */
  async deliver(): Promise<void> {
    const hits = this.#waiting;
    this.#waiting = [];
    await this.#out.chunk(hits);
    this.#deliveredAt = this.#clock.now();
  }

  async finish(): Promise<{ matches: number; files: number; looked: number; skipped: number; truncated: boolean }> {
    if (this.#waiting.length > 0) await this.deliver();
    this.#out.progress({ done: this.looked, total: this.looked });
    return { matches: this.#matches, files: this.#files.size, looked: this.looked, skipped: this.skipped, truncated: this.truncated };
  }
}
