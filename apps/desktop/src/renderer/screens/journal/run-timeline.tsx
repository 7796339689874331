import type { ReactNode } from 'react';
import type { AttemptView, RunDetail } from '@wiz/engine/types';
import { useServices } from '../../app/services.ts';
import { formatDuration, words } from '../../text/format.ts';
import { asSentence } from '../../text/sentence.ts';
import { timelineOf } from './timeline-bars.ts';

/** Every attempt, and the waits between them, as bars on one time axis and in words. */
export function RunTimeline({ run }: { readonly run: RunDetail }): ReactNode {
  const { clock } = useServices();
  if (run.timeline.length === 0) return null;
  const { totalMs, rows } = timelineOf(run, clock.now());
  return (
    <section aria-labelledby="run-attempts">
      <h3 id="run-attempts">Attempts</h3>
      <ol className="wiz-timeline">
        {rows.map(({ attempt, bars }) => (
          <li key={attempt.attempt}>
            <Words attempt={attempt} />
            {/* The words say the same. */}
            <div className="wiz-timeline-track" aria-hidden="true">
              {bars.map(({ as, left, width }) => (
                <span key={as} className="wiz-timeline-bar" data-as={as} style={{ left: `${String(left)}%`, width: `${String(width)}%` }} />
              ))}
            </div>
            {attempt.message !== null && <div className="wiz-quiet">{asSentence(attempt.message)}</div>}
            {attempt.waitMs !== null && (
              <div className="wiz-quiet">Then waited {formatDuration(attempt.waitMs)} before the next attempt.</div>
            )}
          </li>
        ))}
      </ol>
      <div className="wiz-timeline-axis" aria-hidden="true">
        <span>0</span>
        <span>{formatDuration(totalMs / 2)}</span>
        <span>{formatDuration(totalMs)}</span>
      </div>
    </section>
  );
}

function Words({ attempt: { attempt, startedAtMs, durationMs, category } }: { readonly attempt: AttemptView }) {
  return (
    <div className="wiz-timeline-head">
      <span>
        {attempt}. {category === null ? (durationMs === null ? 'Running' : 'Answered') : words(category)}
      </span>
      <span className="wiz-quiet wiz-figures">
        at {formatDuration(startedAtMs)}
        {durationMs !== null && `, took ${formatDuration(durationMs)}`}
      </span>
    </div>
  );
}
