import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconPlayerStop } from '../components/icons.ts';
import type { SerializedError } from '@wiz/core';
import type { RunId } from '@wiz/engine/types';
import type { ReportAbout } from '../report/report-about.ts';
import { useTimeLeft } from '../components/use-time-left.ts';
import { failureLook } from '../text/failures.ts';
import { asSentence } from '../text/sentence.ts';
import { FailureMeta } from './failure-meta.tsx';
import { retryOffer } from './retry-offer.ts';
import { UnknownOutcome } from './unknown-outcome.tsx';
import './run.css';

/** Something that can be opened. */
export interface WayOn {
  readonly title: string;
  readonly open: () => void;
}

export interface FailureNoticeProps {
  readonly error: SerializedError;
  /** When it failed, in milliseconds since 1970. */
  readonly endedAt: number;
  readonly runId: RunId | undefined;
  readonly onTryAgain: () => void;
  /** Runs it although calls are held back just now. */
  readonly onRunAnyway: () => void;
  readonly onEditConnection: () => void;
  /** Asks for the connection's secrets again. */
  readonly onReconnect: () => void;
  /** Tells the owner of the integration of it. */
  readonly onReport: (about: ReportAbout) => void;
  /** Offered where looking again is the way on: the operation that shows what is there now. */
  readonly lookAgain: WayOn | undefined;
  /** Shows whether a change was made whose answer was lost. */
  readonly check: WayOn | undefined;
}

const icons = { calm: IconPlayerStop, warning: IconAlertTriangle, alarm: IconCircleX };

/** What went wrong as a sentence, and what can be done about it. */
export function FailureNotice(props: FailureNoticeProps): ReactNode {
  return props.error.outcome === 'unknown' ? <UnknownOutcome {...props} /> : <Failure {...props} />;
}

function Failure({
  error,
  endedAt,
  runId,
  onTryAgain,
  onRunAnyway,
  onEditConnection,
  onReconnect,
  onReport,
  lookAgain,
}: FailureNoticeProps) {
  const { title, next, tone } = failureLook(error);
  const leftMs = useTimeLeft(error.retryAfterMs === undefined ? null : endedAt + error.retryAfterMs);
  const offer = retryOffer(error, leftMs);
  const Icon = icons[tone];
  return (
    <section className="wiz-failure" data-tone={tone} role={tone === 'calm' ? 'status' : 'alert'} aria-label={title}>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      <div className="wiz-failure-words">
        <strong>{title}</strong>
        <span>{asSentence(error.message)}</span>
        <FailureMeta error={error} leftMs={leftMs} runId={runId} onReport={tone === 'calm' ? undefined : onReport} />
      </div>
      {offer !== undefined && (
        <Button variant="default" onClick={offer.force ? onRunAnyway : onTryAgain}>
          {offer.words}
        </Button>
      )}
      {next === 'edit-connection' && (
        <Button variant="default" onClick={onEditConnection}>
          Edit the connection
        </Button>
      )}
      {next === 'reconnect' && <Button onClick={onReconnect}>Reconnect</Button>}
      {next === 'look-again' && lookAgain !== undefined && (
        <Button variant="default" onClick={lookAgain.open}>
          {lookAgain.title}
        </Button>
      )}
    </section>
  );
}
