import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectionId } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { withState } from '../app/engine-cache.ts';
import { useTRPC } from '../app/trpc.ts';

interface CheckNow {
  readonly ask: (id: ConnectionId) => void;
  readonly asking: boolean;
  /** Why it could not even be asked. */
  readonly problem: string | undefined;
}

/** Asks a system how it is, also through an open circuit. */
export function useCheckNow(): CheckNow {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const check = useMutation(
    trpc.health.check.mutationOptions({
      onSuccess: (state) => {
        cache.setQueryData(trpc.health.states.queryKey(), (old) => withState(old ?? [], state));
      },
    }),
  );
  return {
    ask: (id) => check.mutate({ id }),
    asking: check.isPending,
    problem: check.isError ? integrationErrorOf(check.error).message : undefined,
  };
}
