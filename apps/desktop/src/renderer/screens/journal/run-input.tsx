import type { ReactNode } from 'react';
import type { RunDetail } from '@wiz/engine/types';
import { zodOf } from '@wiz/integration-kit/contract';
import { contractOf } from '@wiz/ipc-contract';
import { formFields } from '../../form/form-field.ts';
import { omittedFields } from './omitted-fields.ts';
import { textOf } from '../../results/rows.ts';
import { asSentence } from '../../text/sentence.ts';
import { words } from '../../text/format.ts';
import { valueText } from '../../results/value-text.ts';

/** What the run was given. What the journal may not keep is named, not shown. */
export function RunInput({ run }: { readonly run: RunDetail }): ReactNode {
  const operation = contractOf(run.integration)?.operations[run.operation];
  const labels = new Map(operation === undefined ? [] : formFields(operation.input).map(({ key, label }) => [key, label] as const));
  const omitted = new Set(operation === undefined ? [] : omittedFields(zodOf(operation.input)));
  const entries = Object.entries(run.input).filter(([, value]) => value !== undefined && value !== '');
  const unkept = [...omitted].filter((key) => !(key in run.input));
  if (entries.length + unkept.length === 0) return null;
  return (
    <section aria-labelledby="run-input">
      <h3 id="run-input">Input</h3>
      <dl className="wiz-run-facts">
        {entries.map(([key, value]) => (
          <Fact
            key={key}
            name={labels.get(key) ?? words(key)}
            value={omitted.has(key) ? asSentence(textOf(value)) : valueText(value, {})}
          />
        ))}
        {unkept.map((key) => (
          <Fact key={key} name={labels.get(key) ?? words(key)} value="Not kept." />
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="wiz-mono">{value}</dd>
    </>
  );
}
