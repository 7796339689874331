import { useMutation, useQueryClient } from '@tanstack/react-query';
import { withConnection } from '../../app/engine-cache.ts';
import { useTRPC } from '../../app/trpc.ts';

/** Saves a changed label or configuration; the list shows it at once. */
export function useConnectionChange(onSaved: () => void) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: (connection) => {
        cache.setQueryData(trpc.connections.list.queryKey(), (old) => withConnection(old ?? [], connection));
        onSaved();
      },
    }),
  );
}
