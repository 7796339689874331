import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconPlayerStop } from '../components/icons.ts';
import type { SerializedError } from '@wiz/core';
import { Link } from '@tanstack/react-router';
import type { RunId } from '@wiz/engine/types';
import { failureLook } from '../text/failures.ts';
import { formatDuration } from '../text/format.ts';
import { asSentence } from '../text/sentence.ts';
import './run.css';

interface FailureNoticeProps {
  readonly error: SerializedError;
  readonly runId: RunId | undefined;
  readonly onTryAgain: () => void;
  readonly onEditConnection: () => void;
  /** Offered where looking again is the way on: the operation that shows what is there now. */
  readonly lookAgain: { readonly title: string; readonly open: () => void } | undefined;
}

const icons = { calm: IconPlayerStop, warning: IconAlertTriangle, alarm: IconCircleX };

/** What went wrong as a sentence, and what can be done about it. */
export function FailureNotice({ error, runId, onTryAgain, onEditConnection, lookAgain }: FailureNoticeProps): ReactNode {
  const { title, next, tone } = failureLook(error);
  const Icon = icons[tone];
  return (
    <section className="wiz-failure" data-tone={tone} role={tone === 'calm' ? 'status' : 'alert'} aria-label={title}>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      <div className="wiz-failure-words">
        <strong>{title}</strong>
        <span>{asSentence(error.message)}</span>
        <span className="wiz-failure-meta">
          {error.attempts > 1 && `${String(error.attempts)} attempts · `}
          {error.retryAfterMs !== undefined && `worth trying again in ${formatDuration(error.retryAfterMs)} · `}
          {runId === undefined ? (
            <Link to="/journal" className="wiz-link">
              See the journal
            </Link>
          ) : (
            <Link to="/journal" search={{ run: runId }} className="wiz-link">
              See this run
            </Link>
          )}
        </span>
      </div>
      {next === 'try-again' && (
        <Button variant="default" onClick={onTryAgain}>
          Try again
        </Button>
      )}
      {next === 'edit-connection' && (
        <Button variant="default" onClick={onEditConnection}>
          Edit the connection
        </Button>
      )}
      {next === 'look-again' && lookAgain !== undefined && (
        <Button variant="default" onClick={lookAgain.open}>
          {lookAgain.title}
        </Button>
      )}
    </section>
  );
}
