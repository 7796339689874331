import { IntegrationError } from '@wiz/core';
import { entryName } from './entry-name.ts';
import type { Line } from './names-in.ts';

/** As people sort: 2 before 10, letters before their capitals. */
const order = new Intl.Collator('en', { numeric: true });

/** Folders first, then by name; a total order, so that a page can continue exactly after the last line of the one before. */
function compare(a: Line, b: Line): number {
  const group = Number(a.kind !== 'folder') - Number(b.kind !== 'folder');
  return group || order.compare(a.shown, b.shown) || Buffer.compare(a.raw, b.raw);
}

/**
 * Keeps the first lines of a folder in order, in memory for one page only, however many there are.
 */
export class ListPage {
  readonly #limit: number;
  readonly #after: Line | undefined;
  #lines: Line[] = [];
  #worst: Line | undefined;
  #later = 0;
  total = 0;

  /**
   * @param limit lines of a page
   * @param cursor from the page before
   * @throws IntegrationError `validation_error` for a cursor that no page gave
   */
  constructor(limit: number, cursor: string | undefined) {
    this.#limit = limit;
    this.#after = cursor === undefined ? undefined : decodeCursor(cursor);
  }

  add(line: Line): void {
    this.total += 1;
    if (this.#after !== undefined && compare(line, this.#after) <= 0) return;
    this.#later += 1;
    if (this.#worst !== undefined && compare(line, this.#worst) > 0) return;
    this.#lines.push(line);
    if (this.#lines.length >= 2 * this.#limit + 100) this.#trim();
  }

  /** The page, and the cursor of the next one, null at the end. */
  finish(): { readonly lines: readonly Line[]; readonly nextCursor: string | null } {
    this.#trim();
    const last = this.#lines.at(-1);
    return { lines: this.#lines, nextCursor: last !== undefined && this.#later > this.#lines.length ? encodeCursor(last) : null };
  }

  #trim(): void {
    this.#lines = this.#lines.sort(compare).slice(0, this.#limit);
    if (this.#lines.length === this.#limit) this.#worst = this.#lines.at(-1);
  }
}

function encodeCursor({ kind, raw }: Line): string {
  return `${kind === 'folder' ? 'd' : 'f'}${raw.toString('base64url')}`;
}

function decodeCursor(cursor: string): Line {
  const match = /^([df])([\w-]+)$/.exec(cursor);
  if (match?.[2] === undefined)
    throw new IntegrationError('validation_error', 'This page marker is not one of ours. List the folder again from the start.');
  return { ...entryName(Buffer.from(match[2], 'base64url')), kind: match[1] === 'd' ? 'folder' : 'file' };
}
