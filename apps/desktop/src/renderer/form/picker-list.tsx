import { Combobox, Loader, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, formatCount } from '../text/format.ts';
import { asSentence } from '../text/sentence.ts';
import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';
import { missingSentence, type PickerOption } from './picker-options.ts';
import type { PickerChoices } from './use-picker.ts';

interface PickerListProps {
  readonly field: Extract<FormField, { as: 'reference' }>;
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly choices: PickerChoices;
  readonly shown: readonly PickerOption[];
}

/** What is under a reference while its list is open: the choices, or why there are none. */
export function PickerList({ field, fields, values, choices, shown }: PickerListProps): ReactNode {
  const { missing, loading, failure, options, more } = choices;
  const all = options.length;
  const status = missing
    ? missingSentence(field.picker, fields, values)
    : failure !== undefined
      ? undefined
      : all > 0
        ? undefined
        : loading
          ? 'Asking…'
          : 'Nothing of that kind was found. You can type it yourself.';
  return (
    <div className="wiz-picker">
      <VisuallyHidden role="status">{all > 0 && !loading ? countOf(all, 'choice', 'choices') : (status ?? '')}</VisuallyHidden>
      {status !== undefined && (
        <div className="wiz-picker-note">
          {loading && !missing && <Loader size={12} color="gray" aria-hidden="true" />}
          {status}
        </div>
      )}
      {failure !== undefined && !loading && (
        <div className="wiz-picker-note" role="alert">
          <span>
            {asSentence(failure)} <strong>Type it yourself</strong>, or {/* Focus stays in the input, or the list would close. */}
            <button
              type="button"
              tabIndex={-1}
              className="wiz-link wiz-link-button"
              onMouseDown={(event) => event.preventDefault()}
              onClick={choices.again}
            >
              try again
            </button>
            .
          </span>
        </div>
      )}
      <Combobox.Options aria-label={field.label} className="wiz-picker-options" aria-busy={loading}>
        {shown.map(({ value, label, detail }) => (
          <Combobox.Option key={value} value={String(value)} active={value === values[field.key]}>
            <span className="wiz-picker-words">
              <span className="wiz-clip">{label}</span>
              {detail !== undefined && <span className="wiz-clip wiz-quiet">{detail}</span>}
            </span>
            {label !== String(value) && <span className="wiz-mono wiz-quiet wiz-picker-value">{String(value)}</span>}
          </Combobox.Option>
        ))}
      </Combobox.Options>
      {all > shown.length && (
        <div className="wiz-picker-note wiz-quiet">
          {formatCount(shown.length)} of {formatCount(all)} shown. Type some letters to find more.
        </div>
      )}
      {all > 0 && all <= shown.length && more && (
        <div className="wiz-picker-note wiz-quiet">
          {field.picker.search === undefined
            ? 'There are more than these. What is not listed can be typed.'
            : 'There are more than these. Type some letters to find them.'}
        </div>
      )}
    </div>
  );
}
