import { Textarea, TextInput } from '@mantine/core';
import type { SecretView } from '@wiz/engine/types';
import { useId, useState, type ClipboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { asSentence } from '../text/sentence.ts';
import type { FormField } from './form-field.ts';
import { keepHint } from './secret-keep-hint.ts';
import type { SecretInputs } from './secret-inputs.ts';
import './secret.css';

export interface SecretInputProps {
  readonly field: FormField;
  readonly inputs: SecretInputs;
  readonly problem: string | undefined;
  /** What is saved of it: empty then keeps it. */
  readonly saved: SecretView | undefined;
  readonly disabled: boolean;
  readonly autoFocus: boolean;
  readonly onTyped: () => void;
  /** Forgets what is saved when the form is saved. */
  readonly onClear: () => void;
}

/**
 * One secret. The page's own input holds it, never React. A key of several lines turns the input into one of several lines,
 * as one of a single line would drop the line ends.
 */
export function SecretInput({ field, inputs, problem, saved, disabled, autoFocus, onTyped, onClear }: SecretInputProps): ReactNode {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [long, setLong] = useState(false);
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text/plain').trim();
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    flushSync(() => setLong(true));
    inputs.fill(field.key, text);
    onTyped();
  };
  const shared = {
    id,
    name: `secrets.${field.key}`,
    label: field.label,
    description: field.help,
    error: problem === undefined ? undefined : asSentence(problem),
    placeholder: saved === undefined ? field.placeholder : keepHint(saved),
    required: !field.optional && saved === undefined,
    disabled,
    withAsterisk: false,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    'data-autofocus': autoFocus || undefined,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    rightSectionWidth: 58,
    rightSection: (
      <button type="button" className="wiz-secret-toggle" aria-controls={id} disabled={disabled} onClick={() => setShown(!shown)}>
        {shown ? 'Hide' : 'Show'}
        <span className="wiz-secret-unseen"> what is typed for “{field.label}”</span>
      </button>
    ),
    onInput: onTyped,
  };
  const ref = inputs.refOf(field.key);
  const input = long ? (
    <Textarea
      {...shared}
      ref={ref}
      rows={5}
      classNames={{ input: shown ? 'wiz-mono' : 'wiz-mono wiz-secret-masked', section: 'wiz-secret-section' }}
    />
  ) : (
    <TextInput {...shared} ref={ref} type={shown ? 'text' : 'password'} classNames={{ input: 'wiz-mono' }} onPaste={paste} />
  );
  // Only what the contract can do without, and what is there.
  if (!field.optional || saved === undefined) return input;
  return (
    <div>
      {input}
      <button type="button" className="wiz-link wiz-link-button wiz-secret-clear" disabled={disabled} onClick={onClear}>
        Remove the saved one
        <span className="wiz-secret-unseen">: {field.label}</span>
      </button>
    </div>
  );
}
