import { ConnectionId, RunId, type ConnectionView, type RunState, type RunSummary } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { withConnection, withRun, type RunPages } from './engine-cache.ts';

const connection = (id: string, createdAt: number, label = id): ConnectionView => ({
  id: ConnectionId.parse(id),
  integration: 'fake',
  label,
  account: id,
  config: {},
  enabled: true,
  policy: {},
  secrets: {},
  secretStorage: 'none',
  createdAt,
  updatedAt: createdAt,
});
const run = (id: string, startedAt: number, state: RunState = 'succeeded', on = 'c1'): RunSummary => ({
  id: RunId.parse(id),
  connection: ConnectionId.parse(on),
  connectionLabel: on,
  integration: 'fake',
  operation: 'find',
  effect: 'read',
  state,
  startedAt,
  durationMs: 1,
  attempts: 1,
  chunks: 0,
  sentence: null,
  category: null,
});
const pages = (...lists: RunSummary[][]): RunPages => ({
  pages: lists.map((items, at) => ({ items, nextCursor: at < lists.length - 1 ? `p${String(at)}` : null })),
  pageParams: lists.map(() => null),
});
const ids = (all: RunPages) => all.pages.map(({ items }) => items.map(({ id }) => id));

describe('withConnection', () => {
  it('adds at the end and replaces in place', () => {
    const list = withConnection(withConnection([], connection('a', 1)), connection('b', 2));
    expect(withConnection(list, connection('a', 1, 'renamed')).map(({ label }) => label)).toEqual(['renamed', 'b']);
  });
});

describe('withRun', () => {
  it('puts a new run in its place by time', () => {
    const all = pages([run('r3', 30), run('r1', 10)]);
    expect(ids(withRun(all, run('r4', 40), {}))).toEqual([['r4', 'r3', 'r1']]);
    expect(ids(withRun(all, run('r2', 20), {}))).toEqual([['r3', 'r2', 'r1']]);
    expect(ids(withRun(pages([]), run('r1', 1), {}))).toEqual([['r1']]);
  });

  it('replaces a known run on whatever page it is', () => {
    const all = withRun(pages([run('r2', 20)], [run('r1', 10, 'running')]), run('r1', 10, 'failed'), {});
    expect(all.pages[1]?.items[0]?.state).toBe('failed');
  });

  it('keeps to the filter: takes out what no longer fits and lets nothing else in', () => {
    expect(ids(withRun(pages([run('r1', 10, 'running')]), run('r1', 10), { state: 'running' }))).toEqual([[]]);
    expect(ids(withRun(pages([]), run('r1', 10, 'succeeded', 'c2'), { connection: ConnectionId.parse('c1') }))).toEqual([[]]);
  });

  it('knows every filter that a summary can answer', () => {
    const failed = { ...run('r1', 10, 'failed'), category: 'not_found' as const };
    const takes = (query: Parameters<typeof withRun>[2]) => ids(withRun(pages([]), failed, query)).flat().length === 1;
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
    expect(ids(withRun(pages([run('r3', 30)], [run('r2', 20)]), run('r1', 10), {}))).toEqual([['r3'], ['r2']]);
  });
});
