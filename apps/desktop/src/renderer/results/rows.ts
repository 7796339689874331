/** A row as the views read it. Main has checked it against the contract; here only its fields are looked up. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a value that may be no object at all. */
export function fieldOf(value: unknown, key: string): unknown {
  return isRow(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A text to show; empty for what is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

const byWords = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return byWords.compare(String(a), String(b));
}

/** Rows in a person's order; what is empty comes last either way. Without sorting, as they came. */
export function sortRows(rows: readonly Row[], sorting: Sorting | undefined): readonly Row[] {
  if (sorting === undefined) return rows;
  const { key, down } = sorting;
  const empty = (row: Row) => row[key] === null || row[key] === undefined;
  return [...rows].sort((a, b) => {
    if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
    return down ? compare(b[key], a[key]) : compare(a[key], b[key]);
  });
}
