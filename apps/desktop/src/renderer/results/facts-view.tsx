import type { ReactNode } from 'react';
import type { AnySchema } from '@wiz/integration-kit/contract';
import { columnsOf } from './columns.ts';
import { Cell } from './cell.tsx';
import { fieldOf } from './rows.ts';
import './results.css';

/** Name and value of every field of a result. */
export function FactsView({ output, data }: { readonly output: AnySchema; readonly data: unknown }): ReactNode {
  return (
    <div className="wiz-facts">
      <dl>
        {columnsOf(output).map((column) => (
          <div key={column.key}>
            <dt>{column.label}</dt>
            <dd>
              <Cell value={fieldOf(data, column.key)} column={column} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
