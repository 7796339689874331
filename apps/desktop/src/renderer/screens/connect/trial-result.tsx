import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';
import type { Trial } from './use-trial.ts';

/** What the proof found, in words. A reason that stands at its field already is not said twice. */
export function TrialResult({ trial, fieldNamed }: { readonly trial: Trial; readonly fieldNamed: boolean }): ReactNode {
  return (
    <div role="status" aria-live="polite">
      {trial.at === 'trying' && <p className="wiz-quiet wiz-trial">Checking…</p>}
      {trial.at === 'proved' && (
        <p className="wiz-trial" data-tone="good">
          <IconCircleCheck size={17} stroke={1.7} aria-hidden="true" />
          <span>
            It works: <span className="wiz-mono">{trial.verified.account}</span>
          </span>
        </p>
      )}
      {trial.at === 'refused' && !fieldNamed && (
        <p className="wiz-trial" data-tone="bad">
          <IconAlertTriangle size={17} stroke={1.7} aria-hidden="true" />
          <span>{asSentence(trial.error.message)}</span>
        </p>
      )}
    </div>
  );
}
