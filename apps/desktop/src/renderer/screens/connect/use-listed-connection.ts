import { useQueryClient } from '@tanstack/react-query';
import type { ConnectionView } from '@wiz/engine/types';
import { withConnection } from '../../app/engine-cache.ts';
import { useTRPC } from '../../app/trpc.ts';

/** Puts a saved connection into the window's list at once, before the engine tells of it. */
export function useListedConnection(): (connection: ConnectionView) => void {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return (connection) => {
    cache.setQueryData(trpc.connections.list.queryKey(), (old) => withConnection(old ?? [], connection));
  };
}
