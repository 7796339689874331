import type { InfiniteData } from '@tanstack/react-query';
import type { ConnectionState, ConnectionView, RunSummary, RunsPage, RunsQuery } from '@wiz/engine/types';

export type RunPages = InfiniteData<RunsPage, string | null>;

/** The list with one connection added or replaced, in the order in which they were made. */
export function withConnection(list: readonly ConnectionView[], connection: ConnectionView): readonly ConnectionView[] {
  const others = list.filter(({ id }) => id !== connection.id);
  return [...others, connection].sort((a, b) => a.createdAt - b.createdAt);
}

/** The states with one added or replaced. */
export function withState(states: readonly ConnectionState[], state: ConnectionState): readonly ConnectionState[] {
  return [...states.filter(({ connection }) => connection !== state.connection), state];
}

const sameFields = ['connection', 'state', 'integration', 'operation', 'category'] as const;

/** Whether a filter wants a run. Words are not looked at: they may be in the input, which a summary does not tell. */
function wanted(run: RunSummary, query: RunsQuery): boolean {
  return (
    sameFields.every((field) => query[field] === undefined || query[field] === run[field]) &&
    (query.since === undefined || run.startedAt >= query.since) &&
    (query.until === undefined || run.startedAt < query.until)
  );
}

/**
 * The journal's pages with one run added, replaced, or taken out because the filter no longer wants it.
 * A run that is new goes to its place by time on the first page; one older than all that is loaded is left for its page.
 */
export function withRun(pages: RunPages, run: RunSummary, query: RunsQuery): RunPages {
  const known = pages.pages.some(({ items }) => items.some(({ id }) => id === run.id));
  const keep = wanted(run, query);
  if (known) {
    return mapPages(pages, (items) =>
      keep ? items.map((item) => (item.id === run.id ? run : item)) : items.filter(({ id }) => id !== run.id),
    );
  }
  const [first, ...rest] = pages.pages;
  if (!keep || first === undefined) return pages;
  const at = first.items.findIndex((item) => item.startedAt <= run.startedAt);
  if (at === -1 && (first.nextCursor !== null || rest.length > 0)) return pages;
  const place = at === -1 ? first.items.length : at;
  return { ...pages, pages: [{ ...first, items: [...first.items.slice(0, place), run, ...first.items.slice(place)] }, ...rest] };
}

function mapPages(pages: RunPages, change: (items: readonly RunSummary[]) => readonly RunSummary[]): RunPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}
