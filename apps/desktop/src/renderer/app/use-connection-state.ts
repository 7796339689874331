import { useQuery } from '@tanstack/react-query';
import type { ConnectionState } from '@wiz/engine/types';
import { useTRPC } from './trpc.ts';

/** How a connection is doing; undefined while that is not known. One query for the whole window, kept fresh by events. */
export function useConnectionState(id: string): ConnectionState | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.health.states.queryOptions()).data?.find(({ connection }) => connection === id);
}
