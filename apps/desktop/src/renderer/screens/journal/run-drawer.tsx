import type { ReactNode } from 'react';
import { Drawer, Skeleton } from '@mantine/core';
import { useQuery, skipToken } from '@tanstack/react-query';
import type { RunId } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useTRPC } from '../../app/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import '../../run/modal-styles.ts';
import '@mantine/core/styles/Drawer.layer.css';
import { RunDetails } from './run-details.tsx';
import { operationTitle } from './run-line.tsx';

interface RunDrawerProps {
  /** From the address, so checked by main only. */
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** One run in full, beside the list. */
export function RunDrawer({ id, onClose }: RunDrawerProps): ReactNode {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions(id === undefined ? skipToken : { id: id as RunId }));
  const title = run.data === undefined ? 'Run' : operationTitle(run.data.integration, run.data.operation);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.2 }}
    >
      {run.isPending && <Skeleton height={160} />}
      {run.isError && (
        <EmptyState level={2} small title="This run could not be read" role="alert">
          {integrationErrorOf(run.error).message}
        </EmptyState>
      )}
      {run.data !== undefined && <RunDetails run={run.data} />}
    </Drawer>
  );
}
