import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MetricsSnapshot } from '@wiz/core';
import type { ConnectionView } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.ts';
import { useTRPC } from '../../app/trpc.ts';
import { failureTitle } from '../../text/failures.ts';
import { countOf, formatWhen } from '../../text/format.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from '../connect/busy-props.ts';
import { countLines, latency, successShare } from './figures.ts';
import './figures.css';

interface FiguresViewProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** How the calls of one connection went: in the last minutes, and since counting began. Kept fresh by the runs that end. */
export function FiguresView({ connection, onClose }: FiguresViewProps): ReactNode {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { id } = connection;
  // What is past leaves the window of the last minutes without any event, so what was kept from an earlier look may be old.
  const metrics = useQuery(trpc.health.metrics.queryOptions({ id }, { staleTime: 0 }));
  const reset = useMutation(
    trpc.health.resetMetrics.mutationOptions({ onSuccess: () => cache.invalidateQueries(trpc.health.metrics.queryFilter({ id })) }),
  );
  const failed = metrics.error ?? reset.error;
  return (
    <div className="wiz-figures-view">
      {metrics.isPending && <Skeleton height={220} />}
      {failed !== null && (
        <p role="alert" className="wiz-form-problem">
          {asSentence(integrationErrorOf(failed).message)}
        </p>
      )}
      {metrics.data !== undefined && <Figures metrics={metrics.data.metrics} />}
      <Group justify="flex-end" gap="xs">
        <Button
          size="sm"
          variant="default"
          {...busyProps(reset.isPending)}
          onClick={() => {
            if (!reset.isPending) reset.mutate({ id });
          }}
        >
          Count anew
        </Button>
        <Button size="sm" onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </div>
  );
}

function Figures({ metrics }: { readonly metrics: MetricsSnapshot }) {
  const { clock } = useServices();
  const now = clock.now();
  const { window, total, lastError, lastSuccessAt, since } = metrics;
  const lately = `last ${countOf(window.windowMs / 60_000, 'minute', 'minutes')}`;
  return (
    <>
      <dl className="wiz-figures-tiles wiz-figures">
        <Tile label="Succeeded" value={successShare(window)} />
        <Tile label="Typical" value={latency(window.p50)} />
        <Tile label="95 % within" value={latency(window.p95)} />
        <Tile label="Slowest" value={latency(window.max)} />
      </dl>
      <p className="wiz-quiet wiz-figures-note">
        {window.calls === 0 ? `Nothing was called in the ${lately}.` : `In the ${lately}; times without what came from the cache.`}
      </p>
      <table className="wiz-figures-table wiz-figures">
        <thead>
          <tr>
            <td />
            <th scope="col">Last {countOf(window.windowMs / 60_000, 'minute', 'minutes')}</th>
            <th scope="col">Since {formatWhen(since, now)}</th>
          </tr>
        </thead>
        <tbody>
          {countLines({ window, total }).map(({ label, detail, recent, total: all }) => (
            <tr key={label} data-detail={detail || undefined}>
              <th scope="row">{label}</th>
              <td>{recent}</td>
              <td>{all}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="wiz-quiet wiz-figures-note">
        Last answer: {lastSuccessAt === null ? 'none yet' : formatWhen(lastSuccessAt, now)}.
        {lastError !== null &&
          ` Last failure: ${formatWhen(lastError.at, now)}, ${asSentence(lastError.message ?? failureTitle(lastError.category))}`}
      </p>
    </>
  );
}

function Tile({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="wiz-card">
      <dt className="wiz-quiet">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
