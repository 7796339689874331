import type { TextFinder } from './text-finder.ts';

/** The first find in one line. */
export interface LineHit {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The line, or the part of it around the find. */
  readonly text: string;
}

/** Shown before the find, where the line is cut. */
const before = 80;
/** The most that is shown, in UTF-16 units, the marks of a cut not counted. */
const window = 300;
/** An unfinished line longer than this is searched before its end is known, so that one endless line takes no memory. */
const longestHeld = 64 * 1024;

/** Finds a text line by line in content that comes in pieces, in memory for little more than one piece. */
export class LineScanner {
  readonly #finder: TextFinder;
  /** What is not searched to its end yet: the beginning of a line, or what is kept of a very long one. */
  #held = '';
  /** Characters of the current line that are no longer held. */
  #dropped = 0;
  #line = 1;
  /** Whether the current line was found already. */
  #found = false;

  constructor(finder: TextFinder) {
    this.#finder = finder;
  }

  /** Takes the next piece; returns what was found in all lines that end in it. */
  push(piece: string): readonly LineHit[] {
    const hits: LineHit[] = [];
    const text = this.#held + piece;
    let start = 0;
    const whole = text.lastIndexOf('\n') + 1;
    // One search over all whole lines: most pieces hold nothing, and this is what costs.
    for (let at = whole === 0 ? -1 : this.#finder.find(text); at !== -1 && at < whole;) {
      start = this.#goTo(text, start, at);
      const end = text.indexOf('\n', at);
      if (!this.#found) hits.push(this.#hit(text, start, at, end));
      start = this.#nextLine(end + 1);
      at = start < whole ? this.#finder.find(text, start) : -1;
    }
    start = this.#goTo(text, start, whole);
    this.#held = text.slice(start);
    if (this.#held.length > longestHeld) hits.push(...this.#searchHeld(this.#held.length - window - this.#finder.longest));
    return hits;
  }

  /** Says that the content is at its end; returns what is in the last line. */
  finish(): readonly LineHit[] {
    const hits = this.#searchHeld(this.#held.length);
    this.#held = '';
    return hits;
  }

  /** Searches the unfinished line for a find that begins before `limit`, and lets go of what is not needed any more. */
  #searchHeld(limit: number): readonly LineHit[] {
    const hits: LineHit[] = [];
    if (!this.#found) {
      const at = this.#finder.find(this.#held);
      if (at !== -1 && at < limit) {
        hits.push(this.#hit(this.#held, 0, at, this.#held.length));
        this.#found = true;
      }
    }
    const drop = Math.max(0, limit - before);
    this.#dropped += drop;
    this.#held = this.#held.slice(drop);
    return hits;
  }

  /** Counts lines up to the one that holds `at`; returns where that line starts. */
  #goTo(text: string, start: number, at: number): number {
    let lineStart = start;
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < at; end = text.indexOf('\n', lineStart))
      lineStart = this.#nextLine(end + 1);
    return lineStart;
  }

  #nextLine(start: number): number {
    this.#line += 1;
    this.#dropped = 0;
    this.#found = false;
    return start;
  }

  #hit(text: string, start: number, at: number, end: number): LineHit {
    const lineEnd = text[end - 1] === '\r' ? end - 1 : end;
    const from = at - start > Math.max(0, window - this.#finder.longest) ? Math.max(start, at - before) : start;
    const cutFront = this.#dropped > 0 || from > start;
    const to = Math.min(lineEnd, from + window);
    const shown = text.slice(from, to).trim();
    return { line: this.#line, column: this.#dropped + at - start + 1, text: `${cutFront ? '…' : ''}${shown}${to < lineEnd ? '…' : ''}` };
  }
}
