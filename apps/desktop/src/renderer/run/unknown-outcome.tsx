import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconEye } from '../components/icons.ts';
import { failureLook } from '../text/failures.ts';
import { withoutAdvice } from '../text/sentence.ts';
import { FailureMeta } from './failure-meta.tsx';
import type { FailureNoticeProps } from './failure-notice.tsx';

/**
 * A change whose answer was lost: neither done nor failed, as far as anybody knows. Looking comes first; running it again may
 * do it twice, so that stands behind.
 */
export function UnknownOutcome({ error, runId, onTryAgain, onReport, check }: FailureNoticeProps): ReactNode {
  const { title } = failureLook(error);
  // When to run it again is not the question.
  const { retryAfterMs: _, ...said } = error;
  return (
    <section className="wiz-failure wiz-unknown" data-tone="warning" role="alert" aria-label={title}>
      <span className="wiz-unknown-mark" aria-hidden="true">
        ?
      </span>
      <div className="wiz-failure-words">
        <strong>{title}</strong>
        <span>{withoutAdvice(error.message)}</span>
        <span className="wiz-quiet">
          {check === undefined
            ? 'Look at the other side whether it was done, before you run it again.'
            : `“${check.title}” shows whether it was done. Running it again may do it twice.`}
        </span>
        <FailureMeta error={said} leftMs={0} runId={runId} onReport={onReport} />
      </div>
      <div className="wiz-unknown-ways">
        {check !== undefined && (
          <Button onClick={check.open} title={check.title} leftSection={<IconEye size={15} stroke={1.7} aria-hidden="true" />}>
            Check
          </Button>
        )}
        <Button variant="default" onClick={onTryAgain}>
          Run again
        </Button>
      </div>
    </section>
  );
}
