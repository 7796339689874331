import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ScreenSkeleton } from '../../components/screen-skeleton.tsx';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { Welcome } from './welcome.tsx';

const Overview = lazy(async () => ({ default: (await import('./overview.tsx')).Overview }));

/** The first screen: a welcome while nothing is connected, afterwards what there is and what happened last. */
export function HomeScreen(): ReactNode {
  const trpc = useTRPC();
  const connections = useQuery(trpc.connections.list.queryOptions());
  if (connections.isPending) return <ScreenSkeleton />;
  if (connections.isError) {
    return (
      <EmptyState
        title="Your connections could not be read"
        role="alert"
        action={<Button onClick={() => void connections.refetch()}>Try again</Button>}
      >
        {integrationErrorOf(connections.error).message}
      </EmptyState>
    );
  }
  if (connections.data.length === 0) return <Welcome />;
  return (
    <Suspense fallback={<ScreenSkeleton />}>
      <Overview connections={connections.data} />
    </Suspense>
  );
}
