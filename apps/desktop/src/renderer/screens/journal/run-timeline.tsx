import { Link } from '@tanstack/react-router';
import type { JoinView, RunDetail } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.ts';
import { formatDuration } from '../../text/format.ts';
import { asSentence } from '../../text/sentence.ts';
import { timelineOf } from './timeline-bars.ts';
import { entryWords } from './timeline-words.ts';

/** Every attempt, and what was waited for, as bars on one time axis and in words. */
export function RunTimeline({ run }: { readonly run: RunDetail }): ReactNode {
  const { clock } = useServices();
  if (run.timeline.length === 0)
    return run.state === 'succeeded' ? <p className="wiz-quiet">Nothing was sent: the answer had been kept from an earlier run.</p> : null;
  const now = clock.now();
  const { totalMs, rows } = timelineOf(run, now);
  return (
    <section aria-labelledby="run-timeline">
      <h3 id="run-timeline">Timeline</h3>
      <ol className="wiz-timeline">
        {rows.map(({ entry, bar }, at) => {
          const { what, when } = entryWords(entry, run, now);
          return (
            // Entries are only ever added at the end.
            <li key={at}>
              <div className="wiz-timeline-head">
                <span>{what}</span>
                <span className="wiz-quiet wiz-figures">{when}</span>
              </div>
              {bar !== undefined && (
                // The words say the same.
                <div className="wiz-timeline-track" aria-hidden="true">
                  <span
                    className="wiz-timeline-bar"
                    data-as={bar.as}
                    style={{ left: `${String(bar.left)}%`, width: `${String(bar.width)}%` }}
                  />
                </div>
              )}
              {entry.type === 'attempt' && entry.message !== null && <div className="wiz-quiet">{asSentence(entry.message)}</div>}
              {entry.type === 'joined' && <Joined entry={entry} />}
            </li>
          );
        })}
      </ol>
      <div className="wiz-timeline-axis" aria-hidden="true">
        <span>0</span>
        <span>{formatDuration(totalMs / 2)}</span>
        <span>{formatDuration(totalMs)}</span>
      </div>
    </section>
  );
}

/** Whose answer was waited for. */
function Joined({ entry: { run, correlationId } }: { readonly entry: JoinView }) {
  return (
    <div className="wiz-quiet">
      Its answer is that of{' '}
      {run === null ? (
        'a run that had ended'
      ) : (
        <Link to="/journal" search={(before) => ({ ...before, run })} className="wiz-link">
          that run
        </Link>
      )}
      , correlation id <code className="wiz-mono">{correlationId}</code>. The attempts below are its own.
    </div>
  );
}
