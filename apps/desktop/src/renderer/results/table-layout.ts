import type { Column } from './columns.ts';
import type { Row } from './rows.ts';

/** Which columns a table shows, and how wide. */
export interface TableLayout {
  readonly columns: readonly Column[];
  /** The key of the column that names a row: it is the widest, and opens the row. */
  readonly name: string | undefined;
  /** For `grid-template-columns`, with a last column for the actions. */
  readonly template: string;
  /** In pixels. */
  readonly minWidth: number;
}

const widths = {
  name: { least: 200, css: 'minmax(200px, 2.4fr)' },
  id: { least: 64, css: 'minmax(64px, 0.5fr)' },
  time: { least: 150, css: 'minmax(150px, 1fr)' },
  url: { least: 110, css: 'minmax(110px, 0.8fr)' },
  short: { least: 72, css: 'minmax(72px, 0.6fr)' },
  other: { least: 96, css: 'minmax(96px, 1.2fr)' },
} as const;
const actions = { least: 36, css: '36px' };
const gap = 24;
const padding = 24;

/**
 * Lays out the columns of a table. Left out is what the contract calls advanced, a resource beside its name, such as a path,
 * which says the same twice, and a resource that the input named already, which is the same in every row; the row's actions
 * know both.
 *
 * @param given the input that the rows were asked with
 */
export function tableLayout(all: readonly Column[], given: Row): TableLayout {
  const plain = all.filter(({ advanced }) => !advanced);
  const keys = new Set(plain.map(({ key }) => key));
  const called = all.filter(({ calledBy }) => calledBy !== undefined && keys.has(calledBy)).at(-1);
  const name = called?.calledBy ?? plain[0]?.key;
  const columns = plain.filter(({ key, resource, calledBy }, at) => {
    if (resource === undefined || key === name) return true;
    if (given[key] !== undefined && given[key] !== '') return false;
    // The number beside a title, or another resource that the row belongs to.
    return at === 0 || calledBy !== undefined;
  });
  const sizes = [...columns.map((column) => widthOf(column, name, column === called)), actions];
  return {
    columns,
    name,
    template: sizes.map(({ css }) => css).join(' '),
    minWidth: sizes.reduce((sum, { least }) => sum + least + gap, padding - gap),
  };
}

function widthOf(
  { key, resource, format, numeric, short }: Column,
  name: string | undefined,
  own: boolean,
): { readonly least: number; readonly css: string } {
  if (key === name) return widths.name;
  if (format === 'time') return widths.time;
  if (format === 'url') return widths.url;
  if (numeric || short) return widths.short;
  // What the row belongs to has a name of some length, its own number has not.
  return resource !== undefined && own ? widths.id : widths.other;
}
