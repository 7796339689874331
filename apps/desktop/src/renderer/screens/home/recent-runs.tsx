import type { ReactNode } from 'react';
import { Group, Skeleton, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTRPC } from '../../app/trpc.ts';
import { RunLine } from '../journal/run-line.tsx';
import { runsListOptions, runsPageSize } from '../journal/runs-list.ts';

const shown = 8;

/** The latest lines of the journal. */
export function RecentRuns(): ReactNode {
  const trpc = useTRPC();
  const runs = useInfiniteQuery(trpc.runs.list.infiniteQueryOptions({ limit: runsPageSize }, runsListOptions));
  const items = runs.data?.pages[0]?.items.slice(0, shown) ?? [];
  return (
    <section aria-labelledby="recent-runs">
      <Group justify="space-between" mb={6}>
        <Title order={2} id="recent-runs">
          Latest runs
        </Title>
        <Text size="sm" component="span">
          <Link to="/journal" className="wiz-link">
            Open the journal
          </Link>
        </Text>
      </Group>
      {runs.isPending && <Skeleton height={120} />}
      {runs.isError && (
        <Text size="sm" c="dimmed">
          The journal could not be read.
        </Text>
      )}
      {runs.data !== undefined && items.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was run yet. Choose a connection and an operation.
        </Text>
      )}
      {items.length > 0 && (
        <ul className="wiz-card wiz-run-list" aria-label="Latest runs">
          {items.map((run) => (
            <li key={run.id}>
              <RunLine run={run} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
