import { IconChevronRight } from '../components/icons.ts';
import { useState, type ReactNode } from 'react';
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
export function SchemaForm({ fields, values, problems, disabled = false, onChange }: SchemaFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const plain = fields.filter(({ advanced }) => !advanced);
  const more = fields.filter(({ advanced }) => advanced);
  const troubled = more.some(({ key }) => problems[key] !== undefined);
  const open = opened || troubled;
  const first = firstField(plain, values);
  const known = new Set(fields.map(({ key }) => key));
  const others = Object.entries(problems).filter(([key]) => !known.has(key));
  const input = (field: FormField, first: boolean) => (
    <div key={field.key} className="wiz-form-field" data-wide={wide.has(field.as)}>
      <FieldInput
        field={field}
        value={values[field.key] ?? ''}
        problem={problems[field.key]}
        disabled={disabled}
        autoFocus={first}
        fields={fields}
        values={values}
        onChange={(value) => onChange({ ...values, [field.key]: value })}
      />
    </div>
  );
  return (
    <div className="wiz-form">
      <Fields fields={plain} input={(field) => input(field, field === first)} />
      {more.length > 0 && (
        <button type="button" className="wiz-form-more" aria-expanded={open} onClick={() => setOpened(!open)}>
          <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
          More options
        </button>
      )}
      {open && <Fields fields={more} input={(field) => input(field, false)} />}
      {others.map(([key, problem]) => (
        <p key={key} className="wiz-form-problem" role="alert">
          {asSentence(problem)}
        </p>
      ))}
    </div>
  );
}

/** Where to begin: at what has to be filled in still, then at what may be, else at the text, which is what one comes to change. */
function firstField(plain: readonly FormField[], values: FormValues): FormField | undefined {
  const empty = plain.filter(({ key, as }) => as !== 'switch' && values[key] === '');
  return empty.find(({ optional }) => !optional) ?? empty[0] ?? plain.find(({ as }) => as === 'multiline') ?? plain[0];
}

/** What is typed or chosen first, switches in a row below. */
function Fields({ fields, input }: { readonly fields: readonly FormField[]; readonly input: (field: FormField) => ReactNode }) {
  const switches = fields.filter(({ as }) => as === 'switch');
  const others = fields.filter(({ as }) => as !== 'switch');
  return (
    <>
      {others.length > 0 && <div className="wiz-form-grid">{others.map(input)}</div>}
      {switches.length > 0 && <div className="wiz-form-switches">{switches.map(input)}</div>}
    </>
  );
}
