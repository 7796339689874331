import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck } from '../../components/icons.ts';
import { Reference } from '../../components/reference.tsx';
import { asSentence } from '../../text/sentence.ts';
import type { FormReasons } from './reasons-in-form.ts';
import { proofOf, type Trial } from './trial.ts';

interface TrialResultProps {
  readonly trial: Trial;
  readonly reasons: FormReasons;
}

/** What the proof found, in words. A reason that stands at its field already is not said twice. */
export function TrialResult({ trial, reasons }: TrialResultProps): ReactNode {
  const proof = proofOf(trial);
  const atField = Object.keys(reasons.settings).length + Object.keys(reasons.secrets).length > 0;
  return (
    <>
      <div role="status" aria-live="polite">
        {trial.at === 'trying' && <p className="wiz-quiet wiz-trial">Checking…</p>}
        {proof !== undefined && (
          <p className="wiz-trial" data-tone="good">
            <IconCircleCheck size={17} stroke={1.7} aria-hidden="true" />
            <span>
              It works: {proof.verified.label} <span className="wiz-mono wiz-quiet">{proof.verified.account}</span>
              {proof.verified.grants !== undefined && <Grants names={proof.verified.grants} />}
            </span>
          </p>
        )}
        {trial.at === 'refused' && !atField && (
          <p className="wiz-trial" data-tone="bad">
            <IconAlertTriangle size={17} stroke={1.7} aria-hidden="true" />
            <span>{asSentence(trial.error.message)}</span>
          </p>
        )}
      </div>
      {/* Not read out: it is for the log and the diagnostics. */}
      {trial.at === 'refused' && trial.error.correlationId !== undefined && (
        <Text size="xs" c="dimmed">
          <Reference id={trial.error.correlationId} />
        </Text>
      )}
    </>
  );
}

/** What the credentials may do, in the system's own words. */
function Grants({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="wiz-trial-grants">
      {names.length === 0 ? 'The credentials may do nothing in particular.' : 'The credentials may: '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <span className="wiz-mono">{name}</span>
        </span>
      ))}
    </span>
  );
}
