import { NativeSelect, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { asSentence } from '../text/sentence.ts';
import { FolderInput } from './folder-input.tsx';
import { LongText } from './long-text.tsx';
import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';
import { ReferenceInput } from './reference-input.tsx';

export interface FieldInputProps {
  readonly field: FormField;
  readonly value: string | number | boolean;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly autoFocus: boolean;
  /** The form around it: references depend on what else is filled in. */
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly onChange: (value: string | number | boolean) => void;
}

/** More choices than this are shown as a list, fewer side by side. */
const choicesInARow = 4;

/** The input that suits one field of a contract. */
export function FieldInput({ field, value, problem, disabled, autoFocus, fields, values, onChange }: FieldInputProps): ReactNode {
  const id = useId();
  const shared = {
    id,
    name: field.key,
    label: field.label,
    description: field.help,
    error: problem === undefined ? undefined : asSentence(problem),
    required: !field.optional && field.as !== 'switch',
    disabled,
    'data-autofocus': autoFocus || undefined,
    withAsterisk: false,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
  const text = { ...shared, placeholder: field.placeholder, value: String(value), autoComplete: 'off', spellCheck: false };
  switch (field.as) {
    case 'text':
      return <TextInput {...text} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'multiline':
    case 'lines':
      return (
        // Of fixed height: measuring a text to grow with it freezes the window when the text is long.
        <LongText
          {...text}
          rows={field.as === 'lines' ? 3 : 14}
          resize="vertical"
          wrap={field.as === 'lines' ? 'soft' : 'off'}
          classNames={{ input: 'wiz-mono wiz-form-text' }}
          onChange={onChange}
        />
      );
    case 'folder':
      return <FolderInput {...text} onChange={onChange} />;
    case 'reference':
      return <ReferenceInput {...text} field={field} value={value} fields={fields} values={values} onChange={onChange} />;
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'boolean' ? '' : value}
          allowDecimal={!field.whole}
          clampBehavior="none"
          hideControls
          onChange={onChange}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
        />
      );
    case 'switch':
      return (
        <Switch
          id={id}
          name={field.key}
          size="sm"
          label={field.label}
          description={field.help}
          error={shared.error}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      if (field.choices.length > choicesInARow) {
        return (
          <NativeSelect
            {...shared}
            value={String(value)}
            data={[...(field.optional && field.fallback === undefined ? [{ value: '', label: 'Not set' }] : []), ...field.choices]}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        );
      }
      return (
        <div role="group" aria-labelledby={`${id}-label`} className="wiz-form-choice">
          <span id={`${id}-label`} className="wiz-form-label">
            {field.label}
          </span>
          <SegmentedControl
            size="sm"
            withItemsBorders={false}
            name={id}
            value={String(value)}
            data={field.choices.map((choice) => ({ ...choice }))}
            disabled={disabled}
            onChange={onChange}
          />
          {field.help !== undefined && <span className="wiz-form-help">{field.help}</span>}
          {problem !== undefined && <span className="wiz-form-problem">{asSentence(problem)}</span>}
        </div>
      );
  }
}
