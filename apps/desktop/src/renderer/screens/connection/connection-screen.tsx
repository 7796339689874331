import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { contractOf } from '@wiz/ipc-contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useMemo, useState, type ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { MissingScreen } from '../../components/missing-screen.tsx';
import type { ReportAbout } from '../../report/report-about.ts';
import { relatedFinder } from '../../results/related.ts';
import { ConnectionContext } from './connection-context.ts';
import { ConnectionDialogs, type ConnectionDialog } from './connection-dialogs.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { OperationList } from './operation-list.tsx';
import { StrandedConnection } from './stranded-connection.tsx';
import './connection.css';

/** One connection: who it is, what can be done, and the operation that is open. */
export function ConnectionScreen(): ReactNode {
  const { connection: id, operation } = useParams({ strict: false });
  const trpc = useTRPC();
  const list = useQuery(trpc.connections.list.queryOptions());
  const connection = list.data?.find((one) => one.id === id);
  const contract = connection === undefined ? undefined : contractOf(connection.integration);
  const related = useMemo(() => (contract === undefined ? () => [] : relatedFinder(contract)), [contract]);
  const [dialog, setDialog] = useState<ConnectionDialog>();
  const [reported, setReported] = useState<ReportAbout>();
  if (list.isPending) return <Skeleton height={30} width={240} m="lg" />;
  if (list.isError) {
    return (
      <EmptyState
        title="Your connections could not be read"
        role="alert"
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        {integrationErrorOf(list.error).message}
      </EmptyState>
    );
  }
  const open = (next: ConnectionDialog, about?: ReportAbout) => {
    setReported(about);
    setDialog(next);
  };
  const first = Object.keys(contract?.operations ?? {})[0];
  if (connection === undefined) return <MissingScreen />;
  const dialogs = (
    <ConnectionDialogs connection={connection} contract={contract} open={dialog} reported={reported} onClose={() => setDialog(undefined)} />
  );
  if (contract === undefined) {
    return (
      <>
        <StrandedConnection connection={connection} onDialog={open} />
        {dialogs}
      </>
    );
  }
  if (first === undefined) return <MissingScreen />;
  if (operation === undefined)
    return <Navigate replace to="/connections/$connection/$operation" params={{ connection: connection.id, operation: first }} />;
  return (
    <ConnectionContext
      value={{
        ...{ connection, contract, related },
        edit: () => open('edit'),
        reconnect: () => open('reconnect'),
        report: (about) => open('report', about),
      }}
    >
      <div className="wiz-connection">
        <ConnectionHeader connection={connection} contract={contract} onDialog={open} />
        <OperationList connection={connection} contract={contract} />
        <div className="wiz-connection-panel">
          <Outlet />
        </div>
      </div>
      {dialogs}
    </ConnectionContext>
  );
}
