import { Button, Skeleton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { columnsOf, rowColumns } from '../../results/columns.ts';
import { FactsView } from '../../results/facts-view.tsx';
import { hitShape } from '../../results/hits.ts';
import { HitsView } from '../../results/hits-view.tsx';
import { editOf } from '../../results/related.ts';
import { fieldOf, isRow, textOf, type Row } from '../../results/rows.ts';
import { TableView } from '../../results/table-view.tsx';
import { TextView } from '../../results/text-view.tsx';
import { WaysOn } from '../../results/ways-on.tsx';
import { AnswerLine } from '../../run/answer-line.tsx';
import type { SessionTarget } from '../../run/session.ts';
import { formatCount } from '../../text/format.ts';
import { useConnection } from './connection-context.ts';
import type { OperationWork } from './use-operation.ts';

interface OperationResultProps {
  readonly target: SessionTarget;
  readonly work: OperationWork;
}

/** The latest result, in the view that the contract asks for, below what has to be said of it. */
export function OperationResult({ target, work }: OperationResultProps): ReactNode {
  const { run, changed } = work.session;
  return (
    <>
      {run.at === 'done' && (
        <AnswerLine answer={run.answer} reads={target.operation.effect === 'read'} changed={changed} onRefresh={work.refresh} />
      )}
      <Result target={target} work={work} />
    </>
  );
}

function Result({ target, work }: OperationResultProps) {
  const { run, count } = work.session;
  const { operation } = target;
  const listed = operation.chunk !== undefined || operation.view.as === 'table';
  if (listed && count > 0) return <RowsResult target={target} work={work} />;
  if (run.at === 'done' && listed) return <Box hint="Nothing found." />;
  if (run.at === 'done') return <OneResult target={target} work={work} answer={run.answer.data} />;
  if (run.at === 'failed') return null;
  if (run.at === 'running' && !listed) {
    return (
      <section className="wiz-card wiz-result" aria-label="Result" aria-busy="true">
        <Skeleton height={14} width="50%" m="md" />
        <Skeleton height={14} width="70%" mx="md" />
      </section>
    );
  }
  return operation.effect === 'read' ? (
    <Box hint={run.at === 'running' ? 'Results appear here as they come in.' : 'Results will appear here.'} />
  ) : null;
}

function Box({ hint }: { readonly hint: string }) {
  return (
    <section className="wiz-card wiz-result" aria-label="Result">
      <div className="wiz-result-hint">{hint}</div>
    </section>
  );
}

function OneResult({ target: { operation, name }, work, answer }: OperationResultProps & { readonly answer: unknown }) {
  const { contract, related } = useConnection();
  const { view } = operation;
  if (view.as !== 'text') {
    return (
      <section className="wiz-card wiz-result" data-natural="true" aria-label="Result">
        {/* What was removed is not there to do anything with. */}
        {isRow(answer) && operation.effect !== 'destructive' && (
          <WaysOn offers={related(columnsOf(operation.output), answer, name)} onOpen={work.open} />
        )}
        <FactsView output={operation.output} data={answer} />
      </section>
    );
  }
  const edit = editOf(contract, operation, work.session.input, answer);
  return (
    <section className="wiz-card wiz-result" aria-label="Result">
      <TextView
        label="Content"
        text={textOf(fieldOf(answer, view.text))}
        binary={view.encoding !== undefined && fieldOf(answer, view.encoding) === 'base64'}
        onEdit={edit === undefined ? undefined : () => work.open(edit)}
      />
    </section>
  );
}

function RowsResult({ target: { operation, name }, work }: OperationResultProps) {
  const { related } = useConnection();
  const columns = useMemo(() => rowColumns(operation), [operation]);
  // Only what comes as a stream is a search; a table that has a piece of code in it stays one.
  const shape = useMemo(() => (operation.chunk === undefined ? undefined : hitShape(columns)), [operation, columns]);
  const { rows, count, input, run } = work.session;
  const wanted = work.fields.find(({ as, resource }) => as === 'text' && resource === undefined);
  const shared = {
    label: 'Results',
    rows,
    count,
    related: (row: Row) => related(columns, row, name),
    onOpen: work.open,
  };
  const next = run.at === 'done' && work.paging !== undefined ? fieldOf(run.answer.data, work.paging.next) : undefined;
  const total = run.at === 'done' ? fieldOf(run.answer.data, 'total') : undefined;
  return (
    <section className="wiz-card wiz-result" aria-label="Result">
      {shape === undefined ? (
        <TableView {...shared} columns={columns} given={input} />
      ) : (
        <HitsView
          {...shared}
          shape={shape}
          query={wanted === undefined ? '' : textOf(input[wanted.key])}
          caseSensitive={input['caseSensitive'] === true}
        />
      )}
      {typeof next === 'string' && (
        <div className="wiz-result-foot">
          <span>
            {formatCount(count)}
            {typeof total === 'number' && ` of ${formatCount(total)}`} shown
          </span>
          <Button variant="default" size="compact-xs" onClick={() => work.more(next)}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}
