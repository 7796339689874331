import { ConnectionId, type ConnectionView, type RunSummary } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { newestOnly, withConnection, withRuns, type RunPages } from './engine-cache.ts';
import { sampleRun as run } from './testing/sample-run.ts';

const connection = (id: string, createdAt: number, label = id): ConnectionView => ({
  id: ConnectionId.parse(id),
  integration: 'fake',
  label,
  account: id,
  config: {},
  contractVersion: '1.0.0',
  enabled: true,
  policy: {},
  secrets: {},
  secretStorage: 'none',
  createdAt,
  updatedAt: createdAt,
});
const pages = (...lists: RunSummary[][]): RunPages => ({
  pages: lists.map((items, at) => ({ items, nextCursor: at < lists.length - 1 ? `p${String(at)}` : null })),
  pageParams: lists.map(() => null),
});
const ids = (all: RunPages) => all.pages.map(({ items }) => items.map(({ id }) => id));

describe('withConnection', () => {
  it('keeps the order of the labels, whatever is added or renamed', () => {
    const list = withConnection(withConnection([], connection('b', 1)), connection('a', 2));
    expect(list.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(withConnection(list, connection('a', 2, 'renamed')).map(({ label }) => label)).toEqual(['b', 'renamed']);
  });
});

describe('withRuns', () => {
  it('puts a new run in its place by time', () => {
    const all = pages([run('r3', 30), run('r1', 10)]);
    expect(ids(withRuns(all, [run('r4', 40)], {}))).toEqual([['r4', 'r3', 'r1']]);
    expect(ids(withRuns(all, [run('r2', 20)], {}))).toEqual([['r3', 'r2', 'r1']]);
    expect(ids(withRuns(pages([]), [run('r1', 1)], {}))).toEqual([['r1']]);
  });

  it('replaces a known run on whatever page it is', () => {
    const all = withRuns(pages([run('r2', 20)], [run('r1', 10, 'running')]), [run('r1', 10, 'failed')], {});
    expect(all.pages[1]?.items[0]?.state).toBe('failed');
  });

  it('keeps to the filter: takes out what no longer fits and lets nothing else in', () => {
    expect(ids(withRuns(pages([run('r1', 10, 'running')]), [run('r1', 10)], { state: 'running' }))).toEqual([[]]);
    expect(ids(withRuns(pages([]), [run('r1', 10, 'succeeded', 'c2')], { connection: ConnectionId.parse('c1') }))).toEqual([[]]);
  });

  it('knows every filter that a summary can answer', () => {
    const failed = { ...run('r1', 10, 'failed'), category: 'not_found' as const };
    const takes = (query: Parameters<typeof withRuns>[2]) => ids(withRuns(pages([]), [failed], query)).flat().length === 1;
    expect(
      [{ integration: 'fake' }, { operation: 'find' }, { category: 'not_found' as const }, { since: 10 }, { until: 11 }].map(takes),
    ).toEqual([true, true, true, true, true]);
    expect([{ integration: 'x' }, { operation: 'x' }, { category: 'conflict' as const }, { since: 11 }, { until: 10 }].map(takes)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('leaves a run that is older than all loaded ones to the page it belongs to', () => {
    expect(ids(withRuns(pages([run('r3', 30)], [run('r2', 20)]), [run('r1', 10)], {}))).toEqual([['r3'], ['r2']]);
  });

  it('takes many at once, each to its place, and leaves pages that nothing concerns as they are', () => {
    const all = pages([run('r5', 50, 'running'), run('r3', 30)], [run('r2', 20)]);
    const after = withRuns(all, [run('r6', 60), run('r5', 50), run('r4', 40), run('r1', 10)], {});
    expect(ids(after)).toEqual([['r6', 'r5', 'r4', 'r3'], ['r2']]);
    expect(after.pages[0]?.items[1]?.state).toBe('succeeded');
    expect(after.pages[1]).toBe(all.pages[1]);
  });
});

describe('newestOnly', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => run(`r${String(count - at)}`, count - at));

  it('lets a list be that news have not made too long', () => {
    expect(newestOnly(pages(many(500), many(100)), 100)).toBeUndefined();
    expect(newestOnly(pages(), 100)).toBeUndefined();
  });

  it('keeps one page of the newest beyond that, and no cursor that would leave a gap', () => {
    const cut = newestOnly(pages(many(501), many(100)), 100);
    expect(cut?.pages).toEqual([{ items: many(501).slice(0, 100), nextCursor: null }]);
    expect(cut?.pageParams).toEqual([null]);
  });
});
