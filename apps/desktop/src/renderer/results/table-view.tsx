import { IconArrowDown, IconArrowUp, IconFileText, IconFolder, IconInfoCircle } from '../components/icons.ts';
import { useMemo, useState, type ReactNode } from 'react';
import { Cell, valueText } from './cell.tsx';
import type { Column } from './columns.ts';
import type { RelatedOperation } from './related.ts';
import { RowActions } from './row-actions.tsx';
import { isRow, sortRows, type Row, type Sorting } from './rows.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface TableViewProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly unknown[];
  readonly count: number;
  readonly related: (row: Row) => readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

const rowHeight = 34;
const columnWidth = 120;

/** Rows with sorting by any column. A click on a row's name opens the first thing that can be done with it. */
export function TableView({ label, columns: all, rows, count, related, onOpen }: TableViewProps): ReactNode {
  const [sorting, setSorting] = useState<Sorting>();
  // A resource beside its name says the same twice; the row's actions know it.
  const columns = useMemo(() => all.filter(({ advanced, resource }, at) => !advanced && (resource === undefined || at === 0)), [all]);
  // `count` says how much of the growing array is there.
  const sorted = useMemo(() => sortRows(rows.slice(0, count).filter(isRow), sorting), [rows, count, sorting]);
  const widths = columns.slice(1).map(({ format }) => (format === 'time' ? 'minmax(170px, 1fr)' : 'minmax(80px, 1fr)'));
  const template = `minmax(160px, 2.4fr) ${widths.join(' ')} 36px`;
  const sortBy = (key: string) => setSorting(sorting?.key !== key ? { key, down: false } : sorting.down ? undefined : { key, down: true });

  const head = (
    <div role="rowgroup" className="wiz-table-head">
      <div role="row" className="wiz-table-row" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const sorted = sorting?.key === column.key;
          const Arrow = sorted && sorting.down ? IconArrowDown : IconArrowUp;
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted ? (sorting.down ? 'descending' : 'ascending') : 'none'}
              data-numeric={column.numeric}
            >
              <button type="button" className="wiz-table-sort" onClick={() => sortBy(column.key)}>
                {column.label}
                {sorted && <Arrow size={12} stroke={2} aria-hidden="true" />}
              </button>
            </div>
          );
        })}
        <div role="columnheader">
          <span className="wiz-unseen">Actions</span>
        </div>
      </div>
    </div>
  );
  return (
    <VirtualRows label={label} count={sorted.length} rowHeight={rowHeight} role="table" head={head} minWidth={columns.length * columnWidth}>
      {(index, active, style) => {
        const row = sorted[index];
        if (row === undefined) return null;
        const name = valueText(row[columns[0]?.key ?? ''], undefined);
        const first = related(row)[0];
        return (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            data-row={index}
            className="wiz-table-row wiz-row"
            style={{ ...style, gridTemplateColumns: template }}
          >
            {columns.map((column, at) => (
              <div key={column.key} role="cell" data-numeric={column.numeric} className="wiz-table-cell">
                {at === 0 && first !== undefined ? (
                  <>
                    <OpensAs related={first} />
                    <button
                      type="button"
                      data-primary=""
                      tabIndex={active ? 0 : -1}
                      className="wiz-row-open wiz-clip"
                      title={first.operation.title}
                      onClick={() => onOpen(first)}
                    >
                      {name}
                    </button>
                  </>
                ) : (
                  <Cell value={row[column.key]} column={column} />
                )}
              </div>
            ))}
            <div role="cell">
              {first !== undefined && <RowActions active={active} name={name} related={() => related(row)} onOpen={onOpen} />}
            </div>
          </div>
        );
      }}
    </VirtualRows>
  );
}

const kinds = { table: IconFolder, text: IconFileText, facts: IconInfoCircle };

/** Whether a row opens as a list of more, as a text, or as facts. */
function OpensAs({ related }: { readonly related: RelatedOperation }) {
  const Icon = kinds[related.operation.view.as];
  return <Icon size={15} stroke={1.6} className="wiz-row-kind" aria-hidden="true" />;
}
