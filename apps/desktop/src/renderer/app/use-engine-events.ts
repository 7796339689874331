import { notifyManager, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { EngineEvent, RunsQuery } from '@wiz/engine/types';
import { useEffect } from 'react';
import { pickerFilter } from '../form/picker-key.ts';
import type { Alerts } from '../shell/alerts.ts';
import { withConnection, withRun, withState, type RunPages } from './engine-cache.ts';
import { readsFilter } from './reads-filter.ts';
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
  const states = trpc.health.states.queryKey();
  switch (event.type) {
    case 'connection':
      cache.setQueryData(list, (old) => (old === undefined ? old : withConnection(old, event.connection)));
      break;
    case 'connection_removed':
      cache.setQueryData(list, (old) => old?.filter(({ id }) => id !== event.id));
      cache.setQueryData(states, (old) => old?.filter(({ connection }) => connection !== event.id));
      break;
    case 'state':
      cache.setQueryData(states, (old) => (old === undefined ? old : withState(old, event.state)));
      break;
    case 'invalidated':
      void cache.invalidateQueries(readsFilter(event.connection, event.operations));
      for (const operation of event.operations) void cache.invalidateQueries(pickerFilter(event.connection, operation));
      break;
    case 'alert':
      break;
    case 'runs_cleared':
      void cache.invalidateQueries(trpc.runs.pathFilter());
      break;
    case 'run':
      for (const query of cache.getQueryCache().findAll(trpc.runs.list.infiniteQueryFilter())) {
        const wanted = runsQueryOf(query.queryKey);
        if (wanted.text === undefined) {
          cache.setQueryData<RunPages>(query.queryKey, (old) => (old === undefined ? old : withRun(old, event.run, wanted)));
        } else if (event.run.state !== 'running') {
          // Only the journal itself can tell whether the input of a run holds the words.
          void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
        }
      }
      void cache.invalidateQueries(trpc.runs.get.queryFilter({ id: event.run.id }));
      if (event.run.state !== 'running') void cache.invalidateQueries(trpc.health.metrics.queryFilter({ id: event.run.connection }));
      break;
  }
}

/** Push, not poll: one subscription for the whole window brings what the engine does into the query cache, and its alerts to the person. */
export function useEngineEvents(alerts: Alerts): void {
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
        onData: (events) => {
          // Drawn once for all that came together.
          notifyManager.batch(() => {
            for (const event of events) {
              apply(event, cache, trpc);
              if (event.type === 'alert') alerts.add(event.alert);
              if (event.type === 'invalidated') sessions.markChanged(event.connection, event.operations);
              if (event.type === 'connection_removed') {
                sessions.forget(event.id);
                alerts.forget(event.id);
              }
            }
          });
        },
        onError: again,
        onComplete: again,
      });
      stop = () => subscription.unsubscribe();
    };
    // A failure is no news: main asks every connection again by itself, only later.
    const onOnline = () => void client.health.networkChanged.mutate().catch(() => undefined);
    window.addEventListener('online', onOnline);
    listen();
    return () => {
      window.removeEventListener('online', onOnline);
      stop?.();
    };
  }, [cache, trpc, client, clock, sessions, alerts]);
}
