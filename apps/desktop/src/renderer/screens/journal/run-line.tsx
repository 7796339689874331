import type { ReactNode } from 'react';
import type { RunSummary } from '@wiz/engine/types';
import { contractOf } from '@wiz/ipc-contract';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.ts';
import { formatDuration, formatMoment, formatWhen, words } from '../../text/format.ts';
import { RunStateMark } from './run-state.tsx';

/** An operation's title; one that no longer exists is called by its name. */
export function operationTitle(integration: string, operation: string): string {
  return contractOf(integration)?.operations[operation]?.title ?? words(operation);
}

interface RunLineProps {
  readonly run: RunSummary;
  readonly current?: boolean;
  readonly tabIndex?: number;
}

/** One line of the journal. It opens the run's details. */
export function RunLine({ run, current = false, tabIndex }: RunLineProps): ReactNode {
  const { clock } = useServices();
  return (
    <Link
      to="/journal"
      search={(before) => ({ ...before, run: run.id })}
      className="wiz-run-line"
      aria-current={current}
      data-primary=""
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      <RunStateMark state={run.state} />
      <div className="wiz-run-line-words">
        <div className="wiz-clip">
          {operationTitle(run.integration, run.operation)} <span className="wiz-quiet">· {run.connectionLabel}</span>
        </div>
        {run.sentence !== null && <div className="wiz-clip wiz-quiet">{run.sentence}</div>}
      </div>
      <div className="wiz-run-line-end" title={formatMoment(run.startedAt)}>
        <div>{formatWhen(run.startedAt, clock.now())}</div>
        <div>{run.durationMs === null ? '–' : formatDuration(run.durationMs)}</div>
      </div>
    </Link>
  );
}
