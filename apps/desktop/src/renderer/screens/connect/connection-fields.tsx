import type { ReactNode } from 'react';
import { SchemaForm } from '../../form/schema-form.tsx';
import { SecretFields } from '../../form/secret-fields.tsx';
import type { TrialForm } from './use-trial.ts';

interface ConnectionFieldsProps {
  readonly form: TrialForm;
  /** The secrets are what one comes for. @default false */
  readonly refill?: boolean;
}

/** Settings and secrets of a connection. Secrets come after the settings, unless all of these are such as most people never need. */
export function ConnectionFields({ form, refill = false }: ConnectionFieldsProps): ReactNode {
  const secretsFirst = refill || form.fields.every(({ advanced }) => advanced);
  const disabled = form.trial.at === 'saving';
  const settings = (
    <SchemaForm fields={form.fields} values={form.values} problems={form.reasons.settings} disabled={disabled} onChange={form.change} />
  );
  const secrets = (
    <SecretFields
      fields={form.secretFields}
      inputs={form.inputs}
      problems={form.reasons.secrets}
      saved={form.saved}
      disabled={disabled}
      autoFocus={secretsFirst}
      onTyped={form.typed}
    />
  );
  return secretsFirst ? (
    <>
      {secrets}
      {settings}
    </>
  ) : (
    <>
      {settings}
      {secrets}
    </>
  );
}
