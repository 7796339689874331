import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { ConnectionId } from '@wiz/engine/types';
import type { AppRouter } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { readsFilter } from './reads-filter.ts';

const never: TRPCLink<AppRouter> = () => () => observable(() => undefined);
const mine = ConnectionId.parse('mine');
const other = ConnectionId.parse('other');

function world() {
  const cache = new QueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client: createTRPCClient<AppRouter>({ links: [never] }), queryClient: cache });
  const repository = { owner: 'o', repo: 'r' };
  const keys = {
    issues: trpc.github.listIssues.queryKey({ connection: mine, repository: 'o/r' }),
    closedIssues: trpc.github.listIssues.queryKey({ connection: mine, repository: 'o/r', state: 'closed' }),
    pages: trpc.github.listIssues.infiniteQueryKey({ connection: mine, repository: 'o/r' }),
    issue: trpc.github.getIssue.queryKey({ connection: mine, repository: 'o/r', number: 1 }),
    elsewhere: trpc.github.listIssues.queryKey({ connection: other, repository: 'o/r' }),
    connections: trpc.connections.list.queryKey(),
  };
  const all: readonly QueryKey[] = Object.values(keys);
  for (const key of all) cache.setQueryData(key, repository);
  const stale = () =>
    Object.entries(keys)
      .filter(([, key]) => cache.getQueryState(key)?.isInvalidated === true)
      .map(([name]) => name);
  return { cache, stale };
}

describe('readsFilter', () => {
  it('hits every answer of the operations, whatever their input and however they are paged, on this connection only', async () => {
    const { cache, stale } = world();
    await cache.invalidateQueries(readsFilter(mine, ['listIssues', 'searchIssues']));
    expect(stale()).toEqual(['issues', 'closedIssues', 'pages']);
  });

  it('leaves the application’s own answers and keys of another shape alone', async () => {
    const { cache, stale } = world();
    cache.setQueryData(['picker', mine, 'list', {}, null], []);
    cache.setQueryData(['list'], []);
    await cache.invalidateQueries(readsFilter(mine, ['list']));
    expect(stale()).toEqual([]);
    expect(cache.getQueryState(['picker', mine, 'list', {}, null])?.isInvalidated).toBe(false);
  });
});
