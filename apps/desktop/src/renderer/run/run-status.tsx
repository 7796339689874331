import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '../components/icons.ts';
import { Link } from '@tanstack/react-router';
import type { ConnectionState } from '@wiz/engine/types';
import type { AnyOperation } from '@wiz/integration-kit/contract';
import { useEffect, useState, type ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { Countdown } from '../components/countdown.tsx';
import { stateWords, type StateLine } from '../components/state-line.ts';
import { countOf, formatCount, formatDuration, formatMoment, formatWhen } from '../text/format.ts';
import { fillSentence } from '../text/sentence.ts';
import { runWait } from './run-wait.ts';
import type { RunView, Session } from './session.ts';

interface RunStatusProps {
  readonly operation: AnyOperation;
  readonly session: Session;
  /** How the connection is doing. */
  readonly state: ConnectionState | undefined;
  /** As people call the system. */
  readonly name: string;
}

/** One line beside the button: how far it is, or what came of it. Failures have a notice of their own. */
export function RunStatus({ operation, session, state, name }: RunStatusProps): ReactNode {
  const { run, count } = session;
  return (
    <div className="wiz-run-status">
      {run.at === 'running' && <Going run={run} count={count} streamed={operation.chunk !== undefined} state={state} name={name} />}
      {run.at === 'done' && <Done run={run} operation={operation} />}
      <VisuallyHidden role="status" aria-live="polite">
        {spoken(operation, session)}
      </VisuallyHidden>
    </div>
  );
}

interface GoingProps extends Pick<RunStatusProps, 'state' | 'name'> {
  readonly run: Extract<RunView, { at: 'running' }>;
  readonly count: number;
  readonly streamed: boolean;
}

function Going({ run, count, streamed, state, name }: GoingProps) {
  const { clock } = useServices();
  const [now, setNow] = useState(run.startedAt);
  useEffect(() => clock.every(100, () => setNow(clock.now())), [clock]);
  const wait = runWait(state, run, count, now);
  const { progress } = run;
  return (
    <>
      <span className="wiz-run-pulse" aria-hidden="true" />
      <span className="wiz-figures">{formatDuration(Math.max(0, Math.floor((now - run.startedAt) / 100) * 100))}</span>
      {wait !== undefined && <Waiting line={wait} state={state} name={name} now={now} />}
      {streamed && <span className="wiz-figures">{countOf(count, 'result', 'results')}</span>}
      {progress !== undefined && progress.done > 0 && (
        <span className="wiz-figures">
          {formatCount(progress.done)}
          {progress.total === undefined ? ' looked at' : ` of ${formatCount(progress.total)}`}
        </span>
      )}
      {progress?.note !== undefined && <span className="wiz-clip wiz-mono">{progress.note}</span>}
    </>
  );
}

function Waiting({ line, state, name, now }: Pick<GoingProps, 'state' | 'name'> & { readonly line: StateLine; readonly now: number }) {
  const leftMs = line.until === null ? 0 : Math.max(0, line.until - now);
  const [before, after] = stateWords(line, state, name, leftMs);
  return (
    <span className="wiz-clip wiz-run-waiting">
      {before}
      {after !== '' && <Countdown leftMs={leftMs} />}
      {after}
    </span>
  );
}

function Done({ run, operation }: { readonly run: Extract<RunView, { at: 'done' }>; readonly operation: AnyOperation }) {
  const { clock } = useServices();
  const { answer, tookMs } = run;
  return (
    <>
      <IconCheck size={16} stroke={2} className="wiz-run-done" aria-hidden="true" />
      <span className="wiz-clip wiz-run-sentence">
        {operation.done === undefined ? 'Done.' : fillSentence(operation.done, answer.data)}
      </span>
      <span className="wiz-run-meta" title={`As of ${formatMoment(answer.asOf)}`}>
        {formatDuration(tookMs)}
        {answer.attempts > 1 && ` · ${String(answer.attempts)} attempts`}
        {' · '}
        {formatWhen(answer.asOf, clock.now())} ·{' '}
        <Link to="/journal" search={{ run: answer.runId }} className="wiz-link">
          Details
        </Link>
      </span>
    </>
  );
}

/** What a screen reader hears: starts and ends, not every step. */
function spoken(operation: AnyOperation, { run, count }: Session): string {
  if (run.at === 'running') return run.cancelling ? 'Cancelling.' : `${operation.title}: running.`;
  if (run.at === 'done')
    return `${operation.done === undefined ? 'Done.' : fillSentence(operation.done, run.answer.data)} ${count > 0 ? countOf(count, 'row', 'rows') : ''}`;
  return '';
}
