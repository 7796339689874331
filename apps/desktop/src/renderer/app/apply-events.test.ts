import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { ConnectionId, RunId, type EngineEvent } from '@wiz/engine/types';
import type { AppRouter } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { runsListOptions } from '../screens/journal/runs-list.ts';
import { applyEvents } from './apply-events.ts';
import type { RunPages } from './engine-cache.ts';
import { sampleRun } from './testing/sample-run.ts';

const never: TRPCLink<AppRouter> = () => () => observable(() => undefined);
const run = (...of: Parameters<typeof sampleRun>): EngineEvent => ({ type: 'run', run: sampleRun(...of) });
const firstPage: RunPages = { pages: [{ items: [], nextCursor: null }], pageParams: [null] };

function world() {
  const cache = new QueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client: createTRPCClient<AppRouter>({ links: [never] }), queryClient: cache });
  const list = (query: Parameters<typeof trpc.runs.list.infiniteQueryOptions>[0]) => {
    const { queryKey } = trpc.runs.list.infiniteQueryOptions(query, runsListOptions);
    cache.setQueryData<RunPages>(queryKey, firstPage);
    return queryKey;
  };
  return {
    cache,
    trpc,
    list,
    apply: (...events: EngineEvent[]) => applyEvents(events, cache, trpc),
    ids: (key: QueryKey) => cache.getQueryData<RunPages>(key)?.pages.map(({ items }) => items.map(({ id }) => id)),
    isStale: (key: QueryKey) => cache.getQueryState(key)?.isInvalidated,
  };
}

describe('applyEvents', () => {
  it('brings every run into the lists that want it', () => {
    const { list, apply, ids, isStale } = world();
    const [all, failed] = [list({ limit: 100 }), list({ limit: 100, state: 'failed' })];
    apply(run('1', 10), run('2', 20, 'failed'), run('3', 30, 'running'));
    expect([ids(all), ids(failed)]).toEqual([[['3', '2', '1']], [['2']]]);
    expect([isStale(all), isStale(failed)]).toEqual([false, false]);
  });

  it('asks the journal about words, once a run has ended', () => {
    const { list, apply, isStale } = world();
    const searched = list({ limit: 100, text: 'word' });
    apply(run('1', 10, 'running'));
    expect(isStale(searched)).toBe(false);
    apply(run('1', 10));
    expect(isStale(searched)).toBe(true);
  });

  it('begins a list anew that news have made too long', () => {
    const { list, apply, ids, isStale } = world();
    const all = list({ limit: 100 });
    apply(...Array.from({ length: 500 }, (_, at) => run(String(at), at)));
    expect([ids(all)?.flat().length, isStale(all)]).toEqual([500, false]);
    apply(run('500', 500));
    expect([ids(all)?.flat().length, ids(all)?.flat()[0], isStale(all)]).toEqual([100, '500', true]);
  });

  it('makes stale what is shown of the runs, and the figures of connections where one ended', () => {
    const { cache, trpc, apply, isStale } = world();
    const details = ['1', '2'].map((id) => trpc.runs.get.queryKey({ id: RunId.parse(id) }));
    const figures = ['mine', 'other'].map((id) => trpc.health.metrics.queryKey({ id: ConnectionId.parse(id) }));
    const keys: readonly QueryKey[] = [...details, ...figures];
    for (const key of keys) cache.setQueryData(key, {});
    apply(run('1', 10, 'running', 'mine'), run('3', 10, 'succeeded', 'other'));
    expect(keys.map(isStale)).toEqual([true, false, false, true]);
  });

  it('asks for all runs again when the journal was cleared', () => {
    const { list, apply, isStale } = world();
    const all = list({ limit: 100 });
    apply({ type: 'runs_cleared' });
    expect(isStale(all)).toBe(true);
  });
});
