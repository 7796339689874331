import type { RunSummary } from '@wiz/engine/types';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { VirtualRows } from '../../results/virtual-rows.tsx';
import { RunLine } from './run-line.tsx';

interface RunRowsProps {
  readonly runs: readonly RunSummary[];
  readonly current: string | undefined;
  /** There are older ones to ask for. */
  readonly more: boolean;
  readonly onMore: () => void;
}

/** The journal's lines. The next page is asked for when its last line comes into view. */
export function RunRows({ runs, current, more, onMore }: RunRowsProps): ReactNode {
  return (
    <VirtualRows label="Runs" count={runs.length} rowHeight={52} role="list">
      {(index, active, style) => {
        const run = runs[index];
        if (run === undefined) return null;
        return (
          <div key={run.id} role="listitem" data-row={index} className="wiz-row wiz-journal-row" style={style}>
            <RunLine run={run} current={run.id === current} tabIndex={active ? 0 : -1} />
            {more && index === runs.length - 1 && <WhenShown onShown={onMore} />}
          </div>
        );
      }}
    </VirtualRows>
  );
}

function WhenShown({ onShown }: { readonly onShown: () => void }) {
  const ask = useEffectEvent(onShown);
  // Once for each time that it comes into view: the row is unmounted when it leaves.
  useEffect(() => ask(), []);
  return null;
}
