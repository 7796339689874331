import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { EngineEvent, RunsQuery, RunSummary } from '@wiz/engine/types';
import type { AppRouter } from '@wiz/ipc-contract';
import { pickerFilter } from '../form/picker-key.ts';
import { runsPageSize } from '../screens/journal/runs-list.ts';
import { newestOnly, withConnection, withRuns, withState, type RunPages } from './engine-cache.ts';
import { readsFilter } from './reads-filter.ts';

type Trpc = TRPCOptionsProxy<AppRouter>;

/** Brings what the engine did into the window's cache. What came together is applied together: the runs last, in one walk of each list. */
export function applyEvents(events: readonly EngineEvent[], cache: QueryClient, trpc: Trpc): void {
  const runs: RunSummary[] = [];
  for (const event of events) {
    if (event.type === 'run') runs.push(event.run);
    else apply(event, cache, trpc);
  }
  if (runs.length > 0) applyRuns(runs, cache, trpc);
}

function apply(event: Exclude<EngineEvent, { readonly type: 'run' }>, cache: QueryClient, trpc: Trpc): void {
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
  }
}

function applyRuns(runs: readonly RunSummary[], cache: QueryClient, trpc: Trpc): void {
  const ended = runs.filter(({ state }) => state !== 'running');
  for (const { queryKey } of cache.getQueryCache().findAll(trpc.runs.list.infiniteQueryFilter())) {
    const asked = inputOf<RunsQuery>(queryKey);
    if (asked.text === undefined) {
      cache.setQueryData<RunPages>(queryKey, (old) => (old === undefined ? old : withRuns(old, runs, asked)));
      const pages = cache.getQueryData<RunPages>(queryKey);
      const newest = pages === undefined ? undefined : newestOnly(pages, asked.limit ?? runsPageSize);
      if (newest !== undefined) {
        cache.setQueryData<RunPages>(queryKey, newest);
        void cache.invalidateQueries({ queryKey, exact: true });
      }
    } else if (ended.length > 0) {
      // Only the journal itself can tell whether the input of a run holds the words.
      void cache.invalidateQueries({ queryKey, exact: true });
    }
  }
  const ids = new Set<string>(runs.map(({ id }) => id));
  void cache.invalidateQueries({
    ...trpc.runs.get.queryFilter(),
    predicate: ({ queryKey }) => ids.has(inputOf<{ readonly id: string }>(queryKey).id ?? ''),
  });
  for (const id of new Set(ended.map(({ connection }) => connection))) {
    void cache.invalidateQueries(trpc.health.metrics.queryFilter({ id }));
  }
}

/** What a query asks. The key was made by our own options, so its input is what they were given. */
function inputOf<Input>(key: QueryKey): Partial<Input> {
  const options = key[1];
  return (typeof options === 'object' && options !== null && 'input' in options ? options.input : undefined) ?? {};
}
