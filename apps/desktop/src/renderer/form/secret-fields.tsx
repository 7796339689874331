import type { SecretView } from '@wiz/engine/types';
import { Fragment, type ReactNode } from 'react';
import { ClearedSecret } from './cleared-secret.tsx';
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
  /** The saved secrets that are to be forgotten, by name. */
  readonly cleared: readonly string[];
  readonly disabled: boolean;
  /** Begin here, in a dialog. */
  readonly autoFocus?: boolean;
  /** What stands in place of an input; undefined for the input itself. */
  readonly instead: (field: FormField) => ReactNode;
  /** Something was typed or pasted; what, is for `inputs` alone. */
  readonly onTyped: () => void;
  /** A saved secret is to be forgotten, or kept after all. */
  readonly onClear: (name: string, cleared: boolean) => void;
}

/** The secrets that a contract asks for; nothing where it asks for none. */
export function SecretFields({ fields, autoFocus = false, instead, ...form }: SecretFieldsProps): ReactNode {
  if (fields.length === 0) return null;
  const { inputs, problems, saved, cleared, disabled, onTyped, onClear } = form;
  return (
    <div className="wiz-form">
      {fields.map((field, index) => {
        const { key } = field;
        const other = instead(field);
        if (other !== undefined) return <Fragment key={key}>{other}</Fragment>;
        if (cleared.includes(key)) return <ClearedSecret key={key} field={field} disabled={disabled} onKeep={() => onClear(key, false)} />;
        return (
          <SecretInput
            key={key}
            field={field}
            inputs={inputs}
            problem={problems[key]}
            saved={saved[key]}
            disabled={disabled}
            autoFocus={autoFocus && index === 0}
            onTyped={onTyped}
            onClear={() => onClear(key, true)}
          />
        );
      })}
    </div>
  );
}
