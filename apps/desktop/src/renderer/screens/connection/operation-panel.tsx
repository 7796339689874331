import type { ReactNode } from 'react';
import { Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { EffectBadge } from '../../components/effect-badge.tsx';
import { MissingScreen } from '../../components/missing-screen.tsx';
import { SchemaForm } from '../../form/schema-form.tsx';
import { FailureNotice } from '../../run/failure-notice.tsx';
import { RunBar } from '../../run/run-bar.tsx';
import type { SessionTarget } from '../../run/session.ts';
import { TicketDialog } from '../../run/ticket-dialog.tsx';
import { useConnection } from './connection-context.ts';
import { OperationResult } from './operation-result.tsx';
import { useOperation } from './use-operation.ts';
import { usePanelKeys } from './use-panel-keys.ts';

/** The operation that the address names, of the connection that is open. */
export function OperationPanel(): ReactNode {
  const { operation: name } = useParams({ from: '/connections/$connection/$operation' });
  const { connection, contract } = useConnection();
  const operation = Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
  if (operation === undefined) return <MissingScreen />;
  const target: SessionTarget = { connection: connection.id, integration: contract.id, name, operation };
  return <OperationWorkplace key={`${connection.id}/${name}`} target={target} />;
}

/** Form, button, progress, result of one operation. */
function OperationWorkplace({ target }: { readonly target: SessionTarget }) {
  const { edit } = useConnection();
  const { operation } = target;
  const work = useOperation(target);
  const panel = usePanelKeys({ running: work.session.run.at === 'running', run: work.submit, cancel: work.cancel });
  const { run } = work.session;
  return (
    <div className="wiz-panel" ref={panel}>
      <div>
        <div className="wiz-panel-head">
          <Title order={2}>{operation.title}</Title>
          <EffectBadge effect={operation.effect} />
        </div>
        <p className="wiz-quiet" style={{ margin: '2px 0 0' }}>
          {operation.summary}
        </p>
      </div>
      <form
        className="wiz-panel-form"
        aria-label={operation.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          work.submit();
        }}
      >
        <SchemaForm fields={work.fields} values={work.values} problems={work.session.problems} onChange={work.change} />
        <RunBar operation={operation} session={work.session} preparing={work.preparing} onCancel={work.cancel} onBack={work.back} />
      </form>
      {work.refused !== undefined && (
        <FailureNotice error={work.refused} runId={undefined} onTryAgain={work.submit} onEditConnection={edit} lookAgain={work.lookAgain} />
      )}
      {run.at === 'failed' && (
        <FailureNotice error={run.error} runId={run.runId} onTryAgain={work.submit} onEditConnection={edit} lookAgain={work.lookAgain} />
      )}
      <OperationResult target={target} work={work} />
      <TicketDialog ticket={work.ticket} title={operation.title} onConfirm={work.confirm} onClose={work.dismiss} />
    </div>
  );
}
