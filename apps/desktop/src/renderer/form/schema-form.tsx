import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldInput } from './field-input.tsx';
import type { FormField } from './form-field.ts';
import type { FieldProblems, FormValues } from './form-values.ts';
import { asSentence } from '../text/sentence.ts';
import './styles.ts';

interface SchemaFormProps {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly problems: FieldProblems;
  readonly disabled?: boolean;
  readonly onChange: (values: FormValues) => void;
}

const wide: ReadonlySet<FormField['as']> = new Set(['multiline', 'lines', 'folder']);

/** A form made from a contract's schema. What most people never need is behind “More options”. */
export function SchemaForm({ fields, values, problems, disabled = false, onChange }: SchemaFormProps) {
  const [opened, setOpened] = useState(false);
  const plain = fields.filter(({ advanced }) => !advanced);
  const more = fields.filter(({ advanced }) => advanced);
  const troubled = more.some(({ key }) => problems[key] !== undefined);
  const open = opened || troubled;
  const known = new Set(fields.map(({ key }) => key));
  const others = Object.entries(problems).filter(([key]) => !known.has(key));
  const input = (field: FormField, first: boolean) => (
    <div key={field.key} className="wiz-form-field" data-wide={wide.has(field.as)} data-as={field.as}>
      <FieldInput
        field={field}
        value={values[field.key] ?? ''}
        problem={problems[field.key]}
        disabled={disabled}
        autoFocus={first}
        onChange={(value) => onChange({ ...values, [field.key]: value })}
      />
    </div>
  );
  return (
    <div className="wiz-form">
      <div className="wiz-form-grid">{plain.map((field, at) => input(field, at === 0))}</div>
      {more.length > 0 && (
        <button type="button" className="wiz-form-more" aria-expanded={open} onClick={() => setOpened(!open)}>
          <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
          More options
        </button>
      )}
      {open && <div className="wiz-form-grid">{more.map((field) => input(field, false))}</div>}
      {others.map(([key, problem]) => (
        <p key={key} className="wiz-form-problem" role="alert">
          {asSentence(problem)}
        </p>
      ))}
    </div>
  );
}
