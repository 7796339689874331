import { IconChevronRight, IconFileText, IconFolder } from '../components/icons.ts';
import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../text/format.ts';
import { hitGrouper, markMatches, type HitLine, type HitShape } from './hits.ts';
import type { RelatedOperation } from './related.ts';
import { RowActions } from './row-actions.tsx';
import type { Row } from './rows.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface HitsViewProps {
  readonly label: string;
  readonly shape: HitShape;
  readonly rows: readonly unknown[];
  readonly count: number;
  /** What was looked for, to mark it. */
  readonly query: string;
  readonly caseSensitive: boolean;
  readonly related: (row: Row) => readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

/** Hits under the file they were found in, as they come in. */
export function HitsView({ label, shape, rows, count, query, caseSensitive, related, onOpen }: HitsViewProps): ReactNode {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  // The grouper remembers the rows of one run: a new run brings a new array.
  const grouper = useMemo(() => ({ of: rows, ...hitGrouper(shape) }), [rows, shape]);
  const lines = useMemo(() => grouper.lines(grouper.of, count, folded), [grouper, count, folded]);
  const fold = (name: string) => {
    const next = new Set(folded);
    if (!next.delete(name)) next.add(name);
    setFolded(next);
  };
  const open = (line: HitLine) => {
    const first = related(line.row)[0];
    if (first !== undefined) onOpen(first);
  };
  return (
    <VirtualRows label={label} count={lines.length} rowHeight={27} role="list">
      {(index, active, style) => {
        const line = lines[index];
        if (line === undefined) return null;
        const tabIndex = active ? 0 : -1;
        if (line.as === 'group') {
          const GroupIcon = line.row['kind'] === 'folder' ? IconFolder : IconFileText;
          return (
            <div key={index} role="listitem" data-row={index} className="wiz-row wiz-hit-group" style={style}>
              <button
                type="button"
                className="wiz-hit-fold"
                tabIndex={tabIndex}
                data-primary=""
                aria-expanded={!line.folded}
                onClick={() => fold(line.name)}
              >
                <IconChevronRight size={13} stroke={2} aria-hidden="true" />
                <GroupIcon size={14} stroke={1.6} aria-hidden="true" />
                <span className="wiz-clip wiz-mono">{line.name}</span>
                <span className="wiz-hit-count">{formatCount(line.hits)}</span>
              </button>
              <RowActions active={active} name={line.name} related={() => related(line.row)} onOpen={onOpen} />
            </div>
          );
        }
        return (
          <div key={index} role="listitem" data-row={index} className="wiz-row wiz-hit" style={style}>
            <button type="button" className="wiz-hit-open" tabIndex={tabIndex} data-primary="" onClick={() => open(line)}>
              <span className="wiz-hit-line">{line.line === undefined ? 'name' : formatCount(line.line)}</span>
              <span className="wiz-clip wiz-mono wiz-hit-text">
                {markMatches(line.text.trimStart(), query, caseSensitive).map(({ text, hit }, at) =>
                  hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
                )}
              </span>
            </button>
          </div>
        );
      }}
    </VirtualRows>
  );
}
