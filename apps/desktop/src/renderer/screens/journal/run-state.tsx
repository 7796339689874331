import type { ReactNode } from 'react';
import type { RunState, RunSummary } from '@wiz/engine/types';
import './run-state.css';

export const stateNames: Readonly<Record<RunState, string>> = {
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** A run's state as a dot with its word, so that colour is never the only sign. */
export function RunStateMark({ state, quiet = false }: { readonly state: RunSummary['state']; readonly quiet?: boolean }): ReactNode {
  return (
    <span className="wiz-run-state" data-state={state}>
      <span className="wiz-run-dot" aria-hidden="true" />
      <span className={quiet ? 'wiz-run-state-quiet' : undefined}>{stateNames[state]}</span>
    </span>
  );
}
