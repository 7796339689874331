import type { ConnectionId } from '@wiz/engine/types';
import type { ReportPreview } from '@wiz/ipc-contract';
import type { ReactNode } from 'react';
import { DiagnosticsHolds } from './diagnostics-contents.tsx';
import { Disclosure } from './disclosure.tsx';
import { ReportFile } from './report-file.tsx';
import { reportSteps } from './report-steps.ts';

interface ReportPlanProps {
  readonly id: ConnectionId;
  readonly preview: ReportPreview;
}

/** The three steps of a report: the file, what is opened, and what is left to the person. */
export function ReportPlan({ id, preview }: ReportPlanProps): ReactNode {
  const { integration, owner, to, title, facts, bundle } = preview;
  const { opens, then } = reportSteps(preview);
  return (
    <>
      <p className="wiz-report-owner">
        <strong>{owner}</strong> looks after {integration} in Project Wiz.
      </p>
      <ol className="wiz-report-steps">
        <Step
          title="A file is saved where you want it"
          about="One text file about this connection, without credentials and without results."
        >
          <DiagnosticsHolds holds={bundle.holds} />
          <div>
            <Disclosure title="What is left out">
              <ul>
                {bundle.leavesOut.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Disclosure>
            <ReportFile id={id} />
          </div>
        </Step>
        <Step {...opens}>
          {to !== null && (
            <div className="wiz-report-letter" role="group" aria-label="What is filled in">
              <span className="wiz-mono wiz-report-place">{to.place}</span>
              <strong>{title}</strong>
              <dl>
                {facts.map(({ name, value }) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="wiz-mono">{value}</dd>
                  </div>
                ))}
              </dl>
            </div>
          )}
        </Step>
        <Step {...then} />
      </ol>
    </>
  );
}

interface StepProps {
  readonly title: string;
  readonly about: string;
  readonly children?: ReactNode;
}

function Step({ title, about, children }: StepProps) {
  return (
    <li>
      <div className="wiz-report-step">
        <strong>{title}</strong>
        <span className="wiz-quiet">{about}</span>
        {children}
      </div>
    </li>
  );
}
