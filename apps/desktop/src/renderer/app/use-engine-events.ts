import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { EngineEvent, RunsQuery } from '@wiz/engine/types';
import { useEffect } from 'react';
import { withConnection, withRun, type RunPages } from './engine-cache.ts';
import { useServices } from './services.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

/** How long to wait before listening again, should the one subscription break. */
const againMs = 1000;

type Trpc = ReturnType<typeof useTRPC>;

function runsQueryOf(key: readonly unknown[]): RunsQuery {
  const options = key[1];
  const input = typeof options === 'object' && options !== null && 'input' in options ? options.input : undefined;
  // The key was made by our own `runs.list` options, so its input is what they were given.
  return input ?? {};
}

function apply(event: EngineEvent, cache: QueryClient, trpc: Trpc): void {
  const list = trpc.connections.list.queryKey();
  switch (event.type) {
    case 'connection':
      cache.setQueryData(list, (old) => (old === undefined ? old : withConnection(old, event.connection)));
      break;
    case 'connection_removed':
      cache.setQueryData(list, (old) => old?.filter(({ id }) => id !== event.id));
      break;
    case 'runs_cleared':
      void cache.invalidateQueries(trpc.runs.pathFilter());
      break;
    case 'run':
      for (const query of cache.getQueryCache().findAll(trpc.runs.list.infiniteQueryFilter())) {
        cache.setQueryData<RunPages>(query.queryKey, (old) =>
          old === undefined ? old : withRun(old, event.run, runsQueryOf(query.queryKey)),
        );
      }
      void cache.invalidateQueries(trpc.runs.get.queryFilter({ id: event.run.id }));
      break;
  }
}

/** Push, not poll: one subscription for the whole window brings what the engine does into the query cache. */
export function useEngineEvents(): void {
  const cache = useQueryClient();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { clock, sessions } = useServices();
  useEffect(() => {
    let stop: (() => void) | undefined;
    const listen = () => {
      const again = () => {
        stop = clock.after(againMs, () => {
          // What happened while nobody listened is unknown.
          void cache.invalidateQueries();
          listen();
        });
      };
      const subscription = client.events.all.subscribe(undefined, {
        onData: (event) => {
          apply(event, cache, trpc);
          if (event.type === 'connection_removed') sessions.forget(event.id);
        },
        onError: again,
        onComplete: again,
      });
      stop = () => subscription.unsubscribe();
    };
    listen();
    return () => stop?.();
  }, [cache, trpc, client, clock, sessions]);
}
