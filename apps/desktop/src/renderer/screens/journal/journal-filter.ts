import type { ConnectionId, RunsQuery } from '@wiz/engine/types';
import type { JournalPeriod, JournalSearch } from '../../app/journal-search.ts';
import { runsPageSize } from './runs-list.ts';

/** As a filter calls them. */
export const periodNames: Readonly<Record<JournalPeriod, string>> = {
  hour: 'The last hour',
  today: 'Today',
  week: 'The last 7 days',
  month: 'The last 30 days',
};

const hourMs = 3_600_000;

/**
 * When a period began, in milliseconds since 1970.
 *
 * @param now milliseconds since 1970
 */
export function periodStart(period: JournalPeriod, now: number): number {
  switch (period) {
    case 'hour':
      return now - hourMs;
    case 'today':
      return new Date(now).setHours(0, 0, 0, 0);
    case 'week':
      return now - 7 * 24 * hourMs;
    case 'month':
      return now - 30 * 24 * hourMs;
  }
}

/**
 * What the journal is asked for.
 *
 * @param connection of the address, once it is known that there is such a connection
 * @param since when the period began; kept by the caller, so that the same question stays the same
 */
export function journalQuery(search: JournalSearch, connection: ConnectionId | undefined, since: number | undefined): RunsQuery {
  const { state, integration, operation, category, text } = search;
  const words = text?.trim();
  const all = { limit: runsPageSize, connection, state, integration, operation, category, since, text: words === '' ? undefined : words };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Whether anything is filtered out. */
export function isFiltered({ run: _, ...filters }: JournalSearch): boolean {
  return Object.keys(filters).length > 0;
}
