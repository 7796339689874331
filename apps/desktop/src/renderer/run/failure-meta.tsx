import { Link } from '@tanstack/react-router';
import type { SerializedError } from '@wiz/core';
import type { RunId } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { Countdown } from '../components/countdown.tsx';
import { Reference } from '../components/reference.tsx';
import type { ReportAbout } from '../report/report-about.ts';

interface FailureMetaProps {
  readonly error: Pick<SerializedError, 'attempts' | 'retryAfterMs' | 'correlationId'>;
  /** Until it is worth trying again, in milliseconds. */
  readonly leftMs: number;
  readonly runId: RunId | undefined;
  /** Undefined where there is nothing to tell the owner. */
  readonly onReport: ((about: ReportAbout) => void) | undefined;
}

/** The small print of a failure: how often it was tried, from when on it is worth trying again, what it can be found by, and the way to the journal. */
export function FailureMeta({ error: { attempts, retryAfterMs, correlationId }, leftMs, runId, onReport }: FailureMetaProps): ReactNode {
  return (
    <span className="wiz-failure-meta">
      {attempts > 1 && `${String(attempts)} attempts · `}
      {retryAfterMs !== undefined && leftMs > 0 && (
        <>
          worth trying again in <Countdown leftMs={leftMs} /> ·{' '}
        </>
      )}
      {retryAfterMs !== undefined && leftMs === 0 && 'worth trying again now · '}
      {runId === undefined ? (
        <Link to="/journal" className="wiz-link">
          See the journal
        </Link>
      ) : (
        <Link to="/journal" search={{ run: runId }} className="wiz-link">
          See this run
        </Link>
      )}
      {onReport !== undefined && (
        <>
          {' · '}
          <button type="button" className="wiz-link wiz-link-button" onClick={() => onReport({ run: runId, reference: correlationId })}>
            Report to the owner
          </button>
        </>
      )}
      {correlationId !== undefined && (
        <>
          {' · '}
          <Reference id={correlationId} />
        </>
      )}
    </span>
  );
}
