import type { DiagnosticsPreview } from '@wiz/ipc-contract';
import { useId, type ReactNode } from 'react';
import './diagnostics-contents.css';

interface DiagnosticsContentsProps {
  readonly preview: DiagnosticsPreview;
}

/** What a diagnostics file holds and what it leaves out. */
export function DiagnosticsContents({ preview: { holds, leavesOut } }: DiagnosticsContentsProps): ReactNode {
  const title = useId();
  return (
    <>
      <DiagnosticsHolds holds={holds} />
      <div className="wiz-diagnostics-left-out">
        <strong id={title}>Left out</strong>
        <ul aria-labelledby={title}>
          {leavesOut.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** What a diagnostics file holds. */
export function DiagnosticsHolds({ holds }: Pick<DiagnosticsPreview, 'holds'>): ReactNode {
  return (
    <dl aria-label="What it holds" className="wiz-diagnostics-holds">
      {holds.map(({ title, about }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd className="wiz-quiet">{about}</dd>
        </div>
      ))}
    </dl>
  );
}
