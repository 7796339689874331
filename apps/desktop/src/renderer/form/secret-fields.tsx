import type { SecretView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import type { FormField } from './form-field.ts';
import type { FieldProblems } from './form-values.ts';
import { SecretInput } from './secret-input.tsx';
import type { SecretInputs } from './secret-inputs.ts';
import './styles.ts';

interface SecretFieldsProps {
  readonly fields: readonly FormField[];
  readonly inputs: SecretInputs;
  readonly problems: FieldProblems;
  /** The secrets that an empty input keeps, by name. */
  readonly saved: Readonly<Record<string, SecretView>>;
  readonly disabled: boolean;
  /** Begin here, in a dialog. */
  readonly autoFocus?: boolean;
  /** Something was typed or pasted; what, is for `inputs` alone. */
  readonly onTyped: () => void;
}

/** The secrets that a contract asks for; nothing where it asks for none. */
export function SecretFields({ fields, inputs, problems, saved, disabled, autoFocus = false, onTyped }: SecretFieldsProps): ReactNode {
  if (fields.length === 0) return null;
  return (
    <div className="wiz-form">
      {fields.map((field, index) => (
        <SecretInput
          key={field.key}
          field={field}
          inputs={inputs}
          problem={problems[field.key]}
          saved={saved[field.key]}
          disabled={disabled}
          autoFocus={autoFocus && index === 0}
          onTyped={onTyped}
        />
      ))}
    </div>
  );
}
