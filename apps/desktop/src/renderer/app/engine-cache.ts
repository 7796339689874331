import type { InfiniteData } from '@tanstack/react-query';
import type { ConnectionState, ConnectionView, RunSummary, RunsPage, RunsQuery } from '@wiz/engine/types';

export type RunPages = InfiniteData<RunsPage, string | null>;

/** The list with one connection added or replaced, by label as main gives it. */
export function withConnection(list: readonly ConnectionView[], connection: ConnectionView): readonly ConnectionView[] {
  const others = list.filter(({ id }) => id !== connection.id);
  return [...others, connection].sort((a, b) => a.label.localeCompare(b.label));
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

/** The most that the first page may grow to by news alone. Beyond it the list begins anew; see `newestOnly`. */
const mostOnFirstPage = 500;

/**
 * The journal's pages with runs added, replaced, or taken out because the filter no longer wants them, in one walk.
 * A run that is new goes to its place by time on the first page; one older than all that is loaded is left for its page.
 *
 * @param news of each run at most one state, the newest
 */
export function withRuns(pages: RunPages, news: readonly RunSummary[], query: RunsQuery): RunPages {
  const fresh = new Map(news.map((run) => [run.id, run]));
  const updated = pages.pages.map((page) => {
    if (!page.items.some(({ id }) => fresh.has(id))) return page;
    const items = page.items.flatMap((item) => {
      const run = fresh.get(item.id);
      if (run === undefined) return item;
      fresh.delete(item.id);
      return wanted(run, query) ? run : [];
    });
    return { ...page, items };
  });
  const [first, ...rest] = updated;
  const added = [...fresh.values()].filter((run) => wanted(run, query)).sort((a, b) => a.startedAt - b.startedAt);
  if (first === undefined || added.length === 0) return { ...pages, pages: updated };
  const isWhole = first.nextCursor === null && rest.length === 0;
  const items = [...first.items];
  for (const run of added) {
    const at = items.findIndex((item) => item.startedAt <= run.startedAt);
    if (at !== -1) items.splice(at, 0, run);
    else if (isWhole) items.push(run);
  }
  return { ...pages, pages: [{ ...first, items }, ...rest] };
}

/**
 * The newest runs alone, once news have made the first page too long to keep; undefined while they have not. Only main knows the
 * cursor of what follows, so the list must be asked for again.
 *
 * @param limit how many runs a page holds
 */
export function newestOnly(pages: RunPages, limit: number): RunPages | undefined {
  const items = pages.pages[0]?.items ?? [];
  return items.length <= mostOnFirstPage
    ? undefined
    : { pages: [{ items: items.slice(0, limit), nextCursor: null }], pageParams: pages.pageParams.slice(0, 1) };
}
