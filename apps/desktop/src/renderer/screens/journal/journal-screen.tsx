import { Button, Group, NativeSelect, Skeleton, Title } from '@mantine/core';
import { IconHistory } from '../../components/icons.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { RunState } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { RunDrawer } from './run-drawer.tsx';
import { RunRows } from './run-rows.tsx';
import { stateNames } from './run-state.tsx';
import { firstCursor, runsPageSize } from './runs-page-size.ts';
import '../../form/styles.ts';
import './journal.css';

/** Every run, newest first, as it happens. */
export function JournalScreen(): ReactNode {
  const search = useSearch({ from: '/journal' });
  const navigate = useNavigate({ from: '/journal' });
  const trpc = useTRPC();
  const connections = useQuery(trpc.connections.list.queryOptions());
  const connection = connections.data?.find(({ id }) => id === search.connection)?.id;
  const filter = {
    limit: runsPageSize,
    ...(connection === undefined ? {} : { connection }),
    ...(search.state === undefined ? {} : { state: search.state }),
  };
  const runs = useInfiniteQuery(
    trpc.runs.list.infiniteQueryOptions(filter, { getNextPageParam: ({ nextCursor }) => nextCursor, ...firstCursor }),
  );
  const [clearing, setClearing] = useState(false);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = search.connection !== undefined || search.state !== undefined;

  return (
    <div className="wiz-journal">
      <div className="wiz-journal-head">
        <Title order={1}>Journal</Title>
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label="Connection"
            value={search.connection ?? ''}
            data={[
              { value: '', label: 'All connections' },
              ...(connections.data ?? []).map(({ id, label }) => ({ value: String(id), label })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: ({ connection: _, ...rest }) => (value === '' ? rest : { ...rest, connection: value }) })
            }
          />
          <NativeSelect
            size="xs"
            aria-label="State"
            value={search.state ?? ''}
            data={[{ value: '', label: 'All states' }, ...Object.entries(stateNames).map(([value, label]) => ({ value, label }))]}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: ({ state: _, ...rest }) => (value === '' ? rest : { ...rest, state: value as RunState }) })
            }
          />
          <Button variant="default" disabled={items.length === 0} onClick={() => setClearing(true)}>
            Clear…
          </Button>
        </Group>
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
