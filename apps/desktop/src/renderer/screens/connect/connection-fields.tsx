import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { SchemaForm } from '../../form/schema-form.tsx';
import { SecretFields } from '../../form/secret-fields.tsx';
import { SecretSourceInUse, SecretSourceOffer } from './secret-source.tsx';
import { isBusy } from './trial.ts';
import type { TrialForm } from './use-trial.ts';

interface ConnectionFieldsProps {
  readonly form: TrialForm;
  /** As people call the system: “GitHub”. */
  readonly system: string;
  /** The secrets are what one comes for. @default false */
  readonly refill?: boolean;
}

/** Settings and secrets of a connection. Secrets come after the settings, unless all of these are such as most people never need. */
export function ConnectionFields({ form, system, refill = false }: ConnectionFieldsProps): ReactNode {
  const secretsFirst = refill || form.fields.every(({ advanced }) => advanced);
  const disabled = form.trial.at === 'saving';
  const settings = (
    <SchemaForm fields={form.fields} values={form.values} problems={form.reasons.settings} disabled={disabled} onChange={form.change} />
  );
  const { source, inputs } = form;
  const secrets = (
    <>
      <SecretFields
        fields={form.secretFields}
        inputs={inputs}
        problems={form.reasons.secrets}
        saved={form.saved}
        cleared={form.cleared}
        disabled={disabled}
        autoFocus={secretsFirst}
        instead={({ key, label }) =>
          key === source?.source.secret ? (
            <SecretSourceInUse
              offer={source}
              label={label}
              problem={form.reasons.secrets[key]}
              disabled={disabled}
              onType={() => {
                flushSync(form.disagree);
                inputs.fill(key, '');
              }}
            />
          ) : undefined
        }
        onTyped={form.typed}
        onClear={form.clear}
      />
      {source === undefined &&
        form.offers.map((offer) => (
          <SecretSourceOffer
            key={[offer.view.id, ...offer.view.args].join(' ')}
            offer={offer}
            system={system}
            busy={isBusy(form.trial)}
            onAgree={() => form.agree(offer)}
          />
        ))}
    </>
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
