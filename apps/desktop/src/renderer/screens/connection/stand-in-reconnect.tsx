import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { busyProps } from '../connect/busy-props.ts';
import { runAndForget } from '../connect/run-and-forget.ts';
import { useListedConnection } from '../connect/use-listed-connection.ts';

interface StandInReconnectProps {
  readonly connection: ConnectionView;
  /** It did not work: the form says why. */
  readonly onRefused: () => void;
}

/** Reconnects to what stands in for the system, with one click, while the application is developed; nothing otherwise. */
export function StandInReconnect({ connection, onRefused }: StandInReconnectProps): ReactNode {
  const { id, integration, config, secretStorage } = connection;
  const trpc = useTRPC();
  const { data: standIn } = useQuery(trpc.app.devStandIn.queryOptions({ integration }, { staleTime: 0, gcTime: 0 }));
  const update = useMutation(trpc.connections.update.mutationOptions({ gcTime: 0, onSuccess: useListedConnection() }));
  if (standIn === undefined || standIn === null) return null;
  const draft = {
    id,
    config: { ...config, ...standIn.config },
    secrets: standIn.secrets,
    // As it was kept before: nobody is asked about it twice.
    ...(secretStorage === 'session' ? { keepSecrets: 'session' as const } : {}),
  };
  return (
    <Button
      variant="default"
      {...busyProps(update.isPending)}
      onClick={() => {
        if (!update.isPending) runAndForget(update, draft).catch(onRefused);
      }}
    >
      Use the stand-in
    </Button>
  );
}
