import { Button, Skeleton, Title } from '@mantine/core';
import { IconHistory } from '../../components/icons.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useMemo, useState, type ReactNode } from 'react';
import { useServices } from '../../app/services.ts';
import { useTRPC } from '../../app/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { isFiltered, journalQuery, periodStart } from './journal-filter.ts';
import { JournalFilters } from './journal-filters.tsx';
import { RunDrawer } from './run-drawer.tsx';
import { RunRows } from './run-rows.tsx';
import { runsListOptions } from './runs-list.ts';
import '../../form/styles.ts';
import './journal.css';

/** Every run, newest first, as it happens. */
export function JournalScreen(): ReactNode {
  const search = useSearch({ from: '/journal' });
  const navigate = useNavigate({ from: '/journal' });
  const trpc = useTRPC();
  const connections = useQuery(trpc.connections.list.queryOptions());
  const connection = connections.data?.find(({ id }) => id === search.connection)?.id;
  const { clock } = useServices();
  const since = useMemo(() => (search.period === undefined ? undefined : periodStart(search.period, clock.now())), [search.period, clock]);
  const runs = useInfiniteQuery(
    trpc.runs.list.infiniteQueryOptions(journalQuery(search, connection, since), {
      ...runsListOptions,
      // While a filter is typed, what it found before stays.
      placeholderData: keepPreviousData,
    }),
  );
  const [clearing, setClearing] = useState(false);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = isFiltered(search);

  return (
    <div className="wiz-journal">
      <div className="wiz-journal-head">
        <Title order={1}>Journal</Title>
        <Button variant="default" disabled={items.length === 0} onClick={() => setClearing(true)}>
          Clear…
        </Button>
        <JournalFilters search={search} connections={connections.data ?? []} />
      </div>
      {runs.isPending && (
        <div className="wiz-journal-body" aria-busy="true">
          {[1, 2, 3, 4].map((at) => (
            <Skeleton key={at} height={36} mb="xs" />
          ))}
        </div>
      )}
      {runs.isError && (
        <EmptyState
          level={2}
          title="The journal could not be read"
          role="alert"
          action={<Button onClick={() => void runs.refetch()}>Try again</Button>}
        >
          {integrationErrorOf(runs.error).message}
        </EmptyState>
      )}
      {runs.data !== undefined && items.length === 0 && (
        <EmptyState
          level={2}
          title={filtered ? 'No such runs' : 'Nothing was run yet'}
          icon={<IconHistory size={20} stroke={1.5} aria-hidden="true" />}
        >
          {filtered ? 'Choose other filters to see more.' : 'Whatever you run is written down here, with what it did and what went wrong.'}
        </EmptyState>
      )}
      {items.length > 0 && (
        <RunRows
          runs={items}
          current={search.run}
          more={runs.hasNextPage && !runs.isFetchingNextPage}
          onMore={() => void runs.fetchNextPage()}
        />
      )}
      <RunDrawer id={search.run} onClose={() => void navigate({ search: ({ run: _, ...rest }) => rest })} />
      <ClearDialog open={clearing} onClose={() => setClearing(false)} />
    </div>
  );
}
