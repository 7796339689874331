import type { Column } from './columns.ts';
import { isRow, textOf, type Row } from './rows.ts';

/** Which columns make rows look like places in files: whose it is, where, and the text there. */
export interface HitShape {
  readonly group: string;
  readonly line: string | undefined;
  readonly text: string;
}

/** Rows with a resource and a piece of code are shown as hits, grouped by the resource. */
export function hitShape(columns: readonly Column[]): HitShape | undefined {
  const group = columns.find(({ resource }) => resource !== undefined);
  const text = columns.find(({ format, resource }) => format === 'code' && resource === undefined);
  if (group === undefined || text === undefined) return undefined;
  return { group: group.key, line: columns.find(({ key }) => key === 'line')?.key, text: text.key };
}

/** A line of the list of hits. */
export type HitLine =
  | { readonly as: 'group'; readonly name: string; readonly hits: number; readonly row: Row; readonly folded: boolean }
  | { readonly as: 'hit'; readonly row: Row; readonly name: string; readonly line: number | undefined; readonly text: string };

export interface HitGrouper {
  /** The lines for the first `count` rows. `folded` names groups that show only their heading. */
  lines(rows: readonly unknown[], count: number, folded: ReadonlySet<string>): readonly HitLine[];
}

/**
 * Groups hits as they come in. It remembers what it has looked at, so that ten thousand hits in a thousand pieces
 * are each looked at once.
 */
export function hitGrouper(shape: HitShape): HitGrouper {
  const groups = new Map<string, { row: Row; hits: HitLine[] }>();
  let seen = 0;
  return {
    lines(rows, count, folded) {
      for (; seen < count; seen += 1) {
        const row = rows[seen];
        if (!isRow(row)) continue;
        const name = textOf(row[shape.group]);
        const line = shape.line === undefined ? undefined : row[shape.line];
        const group = groups.get(name) ?? { row, hits: [] };
        group.hits.push({ as: 'hit', row, name, line: typeof line === 'number' ? line : undefined, text: textOf(row[shape.text]) });
        groups.set(name, group);
      }
      return [...groups].flatMap(([name, { row, hits }]): HitLine[] => {
        const heading: HitLine = { as: 'group', name, hits: hits.length, row, folded: folded.has(name) };
        return heading.folded ? [heading] : [heading, ...hits];
      });
    },
  };
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text where it matches, without a pattern language: what was looked for is plain text. */
export function markMatches(text: string, query: string, caseSensitive: boolean): readonly Piece[] {
  if (query === '') return [{ text, hit: false }];
  const haystack = caseSensitive ? text : text.toLowerCase();
  const needle = caseSensitive ? query : query.toLowerCase();
  // Lower case may have another length (“İ”): then positions do not fit, and nothing is marked rather than the wrong part.
  if (haystack.length !== text.length) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false });
    pieces.push({ text: text.slice(at, at + needle.length), hit: true });
    from = at + needle.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}
