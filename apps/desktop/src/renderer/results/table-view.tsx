import { IconArrowDown, IconArrowUp, IconFileText, IconFolder, IconInfoCircle } from '../components/icons.ts';
import { useMemo, useState, type ReactNode } from 'react';
import { Cell } from './cell.tsx';
import type { Column } from './columns.ts';
import type { RelatedOperation } from './related.ts';
import { RowActions } from './row-actions.tsx';
import { isRow, sortRows, type Row, type Sorting } from './rows.ts';
import { tableLayout } from './table-layout.ts';
import { valueText } from './value-text.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface TableViewProps {
  readonly label: string;
  readonly columns: readonly Column[];
  /** The input that the rows were asked with. */
  readonly given: Row;
  readonly rows: readonly unknown[];
  readonly count: number;
  readonly related: (row: Row) => readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

const rowHeight = 34;

/** Rows with sorting by any column. A click on a row's name opens the first thing that can be done with it. */
export function TableView({ label, columns: all, given, rows, count, related, onOpen }: TableViewProps): ReactNode {
  const [sorting, setSorting] = useState<Sorting>();
  const { columns, name: naming, template, minWidth } = useMemo(() => tableLayout(all, given), [all, given]);
  // `count` says how much of the growing array is there.
  const sorted = useMemo(() => sortRows(rows.slice(0, count).filter(isRow), sorting), [rows, count, sorting]);
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
              <button type="button" className="wiz-table-sort" title={column.label} onClick={() => sortBy(column.key)}>
                <span className="wiz-clip">{column.label}</span>
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
    <VirtualRows label={label} count={sorted.length} rowHeight={rowHeight} role="table" head={head} minWidth={minWidth}>
      {(index, active, style) => {
        const row = sorted[index];
        if (row === undefined) return null;
        const name = naming === undefined ? '' : valueText(row[naming], {});
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
            {columns.map((column) => (
              <div key={column.key} role="cell" data-numeric={column.numeric} className="wiz-table-cell">
                {column.key === naming && first !== undefined ? (
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
                  <Cell value={row[column.key]} column={column} tabIndex={active ? 0 : -1} />
                )}
              </div>
            ))}
            <div role="cell" className="wiz-table-actions">
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
