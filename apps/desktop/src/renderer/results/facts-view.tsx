import { useState, type ReactNode } from 'react';
import type { AnySchema } from '@wiz/integration-kit/contract';
import { Cell } from './cell.tsx';
import { columnsOf, type Column } from './columns.ts';
import { fieldOf } from './rows.ts';
import './results.css';

/** Texts longer than this, and those of several lines, are shown as a piece of text. */
const longText = 90;
/** And beyond this in part, until somebody wants all of it. */
const veryLong = 1200;

/** Name and value of every field of a result. */
export function FactsView({ output, data }: { readonly output: AnySchema; readonly data: unknown }): ReactNode {
  return (
    <div className="wiz-facts">
      <dl>
        {columnsOf(output).map((column) => (
          <div key={column.key}>
            <dt>{column.label}</dt>
            <dd>
              <Fact value={fieldOf(data, column.key)} column={column} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Fact({ value, column }: { readonly value: unknown; readonly column: Column }) {
  const text =
    typeof value === 'string' && column.format !== 'url' && (value.length > longText || value.includes('\n')) ? value : undefined;
  return text === undefined ? <Cell value={value} column={column} /> : <LongFact text={text} code={column.format === 'code'} />;
}

function LongFact({ text, code }: { readonly text: string; readonly code: boolean }) {
  const [all, setAll] = useState(text.length <= veryLong);
  return (
    <div className="wiz-fact-text">
      <p className={code ? 'wiz-mono' : undefined}>{all ? text : `${text.slice(0, veryLong)}…`}</p>
      {!all && (
        <button type="button" className="wiz-link wiz-link-button" onClick={() => setAll(true)}>
          Show all
        </button>
      )}
    </div>
  );
}
