import type { ReactNode } from 'react';
import { Button, CopyButton, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunDetail } from '@wiz/engine/types';
import { contractOf } from '@wiz/ipc-contract';
import { useServices } from '../../app/services.ts';
import { useTRPC } from '../../app/trpc.ts';
import { EffectBadge } from '../../components/effect-badge.tsx';
import { countOf, formatDuration, formatMoment, words } from '../../text/format.ts';
import { failureLook } from '../../text/failures.ts';
import { asSentence } from '../../text/sentence.ts';
import { ReportButton } from '../../report/report-button.tsx';
import { DeveloperNotes } from './developer-notes.tsx';
import { RunAgainButton } from './run-again-button.tsx';
import { RunInput } from './run-input.tsx';
import { RunStateMark } from './run-state.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { waitedMs } from './timeline-bars.ts';

/** Everything that the journal keeps of one run. */
export function RunDetails({ run }: { readonly run: RunDetail }): ReactNode {
  const trpc = useTRPC();
  const { clock } = useServices();
  const cancel = useMutation(trpc.runs.cancel.mutationOptions());
  const connections = useQuery(trpc.connections.list.queryOptions());
  const there = connections.data?.some(({ id }) => id === run.connection) ?? false;
  // Neither run again nor reported: this version knows neither its operations nor its owner.
  const known = there && contractOf(run.integration) !== undefined;
  const waiting = waitedMs(run, clock.now());
  return (
    <div className="wiz-run-details">
      <Group gap="sm">
        <RunStateMark state={run.state} />
        <EffectBadge effect={run.effect} />
      </Group>
      {run.error === null ? (
        run.sentence !== null && <p>{run.sentence}</p>
      ) : (
        <div className="wiz-run-error">
          <strong>{failureLook(run.error).title}</strong>
          <span>{asSentence(run.error.message)}</span>
          <span className="wiz-quiet">
            {words(run.error.category)}
            {run.error.code !== undefined && ` · ${run.error.code}`}
          </span>
        </div>
      )}
      {run.state === 'interrupted' && run.effect !== 'read' && (
        <p>The application ended before this run did. It may have been done: look before you repeat it.</p>
      )}
      <dl className="wiz-run-facts">
        <dt>Connection</dt>
        <dd>
          {there ? (
            <Link
              to="/connections/$connection/$operation"
              params={{ connection: run.connection, operation: run.operation }}
              className="wiz-link"
            >
              {run.connectionLabel}
            </Link>
          ) : (
            run.connectionLabel
          )}
        </dd>
        <dt>Started</dt>
        <dd>{formatMoment(run.startedAt)}</dd>
        <dt>Took</dt>
        <dd>
          {run.durationMs === null ? '–' : formatDuration(run.durationMs)}
          {waiting >= 1 && `, ${formatDuration(waiting)} of it waiting`}
        </dd>
        {run.chunks > 0 && (
          <>
            <dt>Delivered</dt>
            <dd>{countOf(run.chunks, 'piece', 'pieces')}</dd>
          </>
        )}
      </dl>
      <RunTimeline run={run} />
      <RunInput run={run} />
      {known && run.state !== 'running' && <RunAgainButton key={run.id} run={run} />}
      <div className="wiz-run-id">
        <span className="wiz-quiet">Reference</span>
        <code className="wiz-mono wiz-clip">{run.correlationId}</code>
        <CopyButton value={run.correlationId}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      {/* Asked for anew when the run has gone on. */}
      <DeveloperNotes key={run.state} run={run} />
      {run.state === 'failed' && known && <ReportButton run={run} />}
      {run.state === 'running' && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
          Cancel this run
        </Button>
      )}
    </div>
  );
}
