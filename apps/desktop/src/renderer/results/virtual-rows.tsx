import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import './results.css';

interface VirtualRowsProps {
  readonly label: string;
  readonly count: number;
  /** Height of every row, in pixels. */
  readonly rowHeight: number;
  readonly role: 'list' | 'table';
  /** Rows without controls are scrolled, not walked through. @default true */
  readonly walkable?: boolean;
  /** Draws one row. `active`: it takes part in the tab order, the others are reached by arrow keys. */
  readonly children: (index: number, active: boolean, style: CSSProperties) => ReactNode;
  /** Stays above the rows. */
  readonly head?: ReactNode;
  readonly minWidth?: number;
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, last) => Math.min(last, at + 12),
  PageUp: (at) => Math.max(0, at - 12),
  Home: () => 0,
  End: (_, last) => last,
};

/** Any number of rows, of which only the visible ones exist. One row is in the tab order; arrow keys go to the others. */
export function VirtualRows({ label, count, rowHeight, role, walkable = true, children, head, minWidth }: VirtualRowsProps): ReactNode {
  const scroll = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, Math.max(0, count - 1));
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 14,
    getItemKey: (index) => index,
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    const from = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (!walkable || step === undefined || event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    if (event.target !== scroll.current && from === null) return;
    event.preventDefault();
    const next = from === null ? active : step(active, count - 1);
    setWanted(next);
    rows.scrollToIndex(next);
    // The row may have to be drawn first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        scroll.current?.querySelector<HTMLElement>(`[data-row="${String(next)}"] [data-primary]`)?.focus({ preventScroll: true }),
      ),
    );
  };
  return (
    <div
      ref={scroll}
      className="wiz-rows"
      tabIndex={0}
      role={role === 'table' ? 'table' : 'region'}
      aria-label={label}
      aria-rowcount={role === 'table' ? count + 1 : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ minWidth }}>
        {head}
        <div
          role={role === 'table' ? 'rowgroup' : role}
          aria-label={role === 'list' ? label : undefined}
          className="wiz-rows-canvas"
          style={{ height: rows.getTotalSize() }}
        >
          {rows
            .getVirtualItems()
            .map(({ index, start }) =>
              children(index, index === active, { height: rowHeight, transform: `translateY(${String(start)}px)` }),
            )}
        </div>
      </div>
    </div>
  );
}
