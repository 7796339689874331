import { useEffect, useId, useRef, type ReactNode } from 'react';
import type { FormField } from './form-field.ts';
import './secret.css';

interface ClearedSecretProps {
  readonly field: FormField;
  readonly disabled: boolean;
  readonly onKeep: () => void;
}

/** Stands in place of a secret's input: what is saved of it will be forgotten. */
export function ClearedSecret({ field, disabled, onKeep }: ClearedSecretProps): ReactNode {
  const id = useId();
  const keep = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone.
  useEffect(() => keep.current?.focus(), []);
  return (
    <div role="group" aria-labelledby={id}>
      <span id={id} className="wiz-form-label">
        {field.label}
      </span>
      <div className="wiz-secret-cleared">
        <span>It is removed when you save.</span>
        <button ref={keep} type="button" className="wiz-link wiz-link-button" disabled={disabled} onClick={onKeep}>
          Keep it
          <span className="wiz-secret-unseen">: {field.label}</span>
        </button>
      </div>
    </div>
  );
}
