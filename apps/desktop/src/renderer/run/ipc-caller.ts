import type { TRPCUntypedClient } from '@trpc/client';
import type { Answer, StreamEvent } from '@wiz/engine/types';
import type { AppRouter } from '@wiz/ipc-contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { OperationCaller } from './operation-caller.ts';

/**
 * Calls operations over IPC. The paths come from contracts, so answers have the shape of `Answer` and `StreamEvent`:
 * main builds its router from the same contracts.
 */
export function ipcCaller(client: TRPCUntypedClient<AppRouter>): OperationCaller {
  return {
    call: ({ path, kind, input }, signal) => client[kind](path, input, { signal }) as Promise<Answer<unknown>>,
    stream({ path, input }, handlers) {
      const subscription = client.subscription(path, input, {
        onData: (event) => handlers.onEvent(event as StreamEvent<unknown, unknown>),
        onError: (error) => handlers.onError(integrationErrorOf(error)),
        onComplete: () => handlers.onEnd(),
      });
      return () => subscription.unsubscribe();
    },
    errorOf: integrationErrorOf,
  };
}
