import { useMemo, type ReactNode } from 'react';
import { Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { ConnectionStateLine } from '../../components/connection-state-line.tsx';
import { EffectBadge } from '../../components/effect-badge.tsx';
import { HealthChip } from '../../components/health-chip.tsx';
import { MissingScreen } from '../../components/missing-screen.tsx';
import { PickerContext } from '../../form/picker-context.ts';
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
  const { connection, contract, edit, reconnect, report } = useConnection();
  const { operation } = target;
  const state = useConnectionState(connection.id);
  const picking = useMemo(() => ({ connection: connection.id, contract }), [connection.id, contract]);
  const work = useOperation(target);
  const panel = usePanelKeys({ running: work.session.run.at === 'running', run: work.submit, cancel: work.cancel });
  const { run } = work.session;
  const ways = {
    onTryAgain: work.submit,
    onRunAnyway: work.runAnyway,
    onEditConnection: edit,
    onReconnect: reconnect,
    onReport: report,
    lookAgain: work.lookAgain,
    check: work.check,
  };
  return (
    <div className="wiz-panel" ref={panel}>
      <div>
        <div className="wiz-panel-head">
          <Title order={2}>{operation.title}</Title>
          <EffectBadge effect={operation.effect} />
          <HealthChip connection={connection} />
        </div>
        <p className="wiz-quiet" style={{ margin: '2px 0 0' }}>
          {operation.summary}
        </p>
      </div>
      <ConnectionStateLine connection={connection} name={contract.name} told={run.at === 'failed'} />
      <form
        className="wiz-panel-form"
        aria-label={operation.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          work.submit();
        }}
      >
        <PickerContext value={picking}>
          <SchemaForm fields={work.fields} values={work.values} problems={work.session.problems} onChange={work.change} />
        </PickerContext>
        <RunBar
          operation={operation}
          session={work.session}
          preparing={work.preparing}
          state={state}
          name={contract.name}
          onCancel={work.cancel}
          onRunAnyway={work.runAnyway}
          onBack={work.back}
        />
      </form>
      {work.refused !== undefined && <FailureNotice {...ways} {...work.refused} runId={undefined} />}
      {run.at === 'failed' && <FailureNotice {...ways} error={run.error} endedAt={run.endedAt} runId={run.runId} />}
      <OperationResult target={target} work={work} />
      <TicketDialog ticket={work.ticket} title={operation.title} onConfirm={work.confirm} onClose={work.dismiss} />
    </div>
  );
}
