import type { InfiniteData } from '@tanstack/react-query';
import type { ConnectionView, RunSummary, RunsPage, RunsQuery } from '@wiz/engine/types';

export type RunPages = InfiniteData<RunsPage, string | null>;

/** The list with one connection added or replaced, in the order in which they were made. */
export function withConnection(list: readonly ConnectionView[], connection: ConnectionView): readonly ConnectionView[] {
  const others = list.filter(({ id }) => id !== connection.id);
  return [...others, connection].sort((a, b) => a.createdAt - b.createdAt);
}

function wanted(run: RunSummary, query: RunsQuery): boolean {
  return (
    (query.connection === undefined || query.connection === run.connection) && (query.state === undefined || query.state === run.state)
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
