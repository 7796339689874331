import { useMutation } from '@tanstack/react-query';
import type { SerializedError } from '@wiz/core';
import type { ConnectionId, PolicyOverrides } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useTRPC } from '../../app/trpc.ts';
import { useListedConnection } from '../connect/use-listed-connection.ts';

/** What needs no proof. */
interface Change {
  readonly id: ConnectionId;
  readonly label?: string;
  readonly enabled?: boolean;
  readonly policy?: PolicyOverrides;
}

interface ConnectionChange {
  readonly save: (change: Change) => void;
  readonly saving: boolean;
}

/** Saves a changed label, switch or limit; the list shows it at once. Tells nobody whose place in the window is gone. */
export function useConnectionChange(onSaved: () => void, onRefused: (error: SerializedError) => void): ConnectionChange {
  const trpc = useTRPC();
  const update = useMutation(trpc.connections.update.mutationOptions({ onSuccess: useListedConnection() }));
  return {
    save: (change) => update.mutate(change, { onSuccess: onSaved, onError: (error) => onRefused(integrationErrorOf(error)) }),
    saving: update.isPending,
  };
}
