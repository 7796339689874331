import type { ReactNode } from 'react';
import type { RunDetail } from '@wiz/engine/types';
import { formatDuration, words } from '../../text/format.ts';
import { asSentence } from '../../text/sentence.ts';

/** Every attempt, and the waits between them. */
export function RunTimeline({ run }: { readonly run: RunDetail }): ReactNode {
  if (run.timeline.length === 0) return null;
  return (
    <section aria-labelledby="run-attempts">
      <h3 id="run-attempts">Attempts</h3>
      <ol className="wiz-timeline">
        {run.timeline.map(({ attempt, startedAtMs, durationMs, category, message, waitMs }) => (
          <li key={attempt} data-failed={category !== null}>
            <div className="wiz-timeline-head">
              <span>
                {attempt}. {category === null ? (durationMs === null ? 'Running' : 'Answered') : words(category)}
              </span>
              <span className="wiz-quiet wiz-figures">
                at {formatDuration(startedAtMs)}
                {durationMs !== null && `, took ${formatDuration(durationMs)}`}
              </span>
            </div>
            {message !== null && <div className="wiz-quiet">{asSentence(message)}</div>}
            {waitMs !== null && <div className="wiz-quiet">Then waited {formatDuration(waitMs)}.</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
