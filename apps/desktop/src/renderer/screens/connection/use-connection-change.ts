import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SerializedError } from '@wiz/core';
import type { ConnectionId } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { withConnection } from '../../app/engine-cache.ts';
import { useTRPC } from '../../app/trpc.ts';

interface ConnectionChange {
  readonly save: (change: { readonly id: ConnectionId; readonly label?: string; readonly config?: unknown }) => void;
  readonly saving: boolean;
}

/** Saves a changed label or configuration; the list shows it at once. */
export function useConnectionChange(onSaved: () => void, onRefused: (error: SerializedError) => void): ConnectionChange {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: (connection) => {
        cache.setQueryData(trpc.connections.list.queryKey(), (old) => withConnection(old ?? [], connection));
        onSaved();
      },
      onError: (error) => onRefused(integrationErrorOf(error)),
    }),
  );
  return { save: (change) => update.mutate(change), saving: update.isPending };
}
