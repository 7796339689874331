import type { ReactNode } from 'react';
import type { RunState } from '@wiz/engine/types';
import './run-state.css';

export const stateNames: Readonly<Record<RunState, string>> = {
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** A run's state as a dot with its word, so that colour is never the only sign. */
export function RunStateMark({ state }: { readonly state: RunState }): ReactNode {
  return (
    <span className="wiz-run-state" data-state={state}>
      <span className="wiz-run-dot" aria-hidden="true" />
      {stateNames[state]}
    </span>
  );
}
