import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IntegrationError, serializeError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { RunId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { openSql, type SqlDatabase } from './sql-database.ts';
import { groupCommitMs, StoreHost } from './store-host.ts';
import { aConnection, aRun } from './testing/samples.ts';

let folder: string;
let file: string;
let database: SqlDatabase;
let clock: ManualClock;
let host: StoreHost;
let logged: { event: string; facts: Readonly<Record<string, unknown>> }[];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-store-'));
  file = path.join(folder, 'wiz.db');
  clock = new ManualClock();
  logged = [];
  ({ database } = openDatabase(file, migrations, 'test'));
  host = new StoreHost({ database, clock, log: (event, facts) => logged.push({ event, facts }) });
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What another reader finds in the file at this moment. */
function onDisk(): string[] {
  const reader = openSql(file);
  try {
    return reader.all('SELECT id FROM runs ORDER BY id').map((row) => String((row as { id: unknown }).id));
  } finally {
    reader.close();
  }
}

describe('connections', () => {
  it('come back exactly as they were put, oldest first', () => {
    const first = aConnection('a', {
      createdAt: 1,
      label: 'Zoë’s “files” 🗂',
      config: { root: '/tmp/x', nested: { list: [1, null, 'ü'] } },
    });
    const second = aConnection('b', { createdAt: 2 });
    host.handlers['connections.put'](second);
    host.handlers['connections.put'](first);
    expect(host.handlers['connections.all']()).toEqual([first, second]);
  });

  it('are replaced by a put with the same id, and gone after a remove', () => {
    const connection = aConnection('a');
    host.handlers['connections.put'](connection);
    host.handlers['connections.put']({ ...connection, label: 'Renamed' });
    expect(host.handlers['connections.all']().map(({ label }) => label)).toEqual(['Renamed']);
    host.handlers['connections.remove'](connection.id);
    expect(host.handlers['connections.all']()).toEqual([]);
  });

  it('are served without one whose row is damaged, which is kept and reported', () => {
    host.handlers['connections.put'](aConnection('good'));
    host.handlers['connections.put'](aConnection('bad'));
    database.run("UPDATE connections SET config = '{' WHERE id = 'bad'");
    expect(host.handlers['connections.all']().map(({ id }) => id)).toEqual(['good']);
    expect(logged).toEqual([{ event: 'row_unreadable', facts: { table: 'connections', id: 'bad' } }]);
    expect(database.all('SELECT id FROM connections')).toHaveLength(2);
  });
});

describe('runs', () => {
  it('come back exactly as they were put, with error and timeline', () => {
    const error = serializeError(new IntegrationError('conflict', 'It changed meanwhile.', { fields: { path: 'changed' } }));
    const run = aRun('r', {
      state: 'failed',
      category: 'conflict',
      error,
      durationMs: 12.5,
      input: { path: 'a.txt', deep: [{ x: null }] },
      timeline: [
        { type: 'wait', reason: 'rate_limit', startedAtMs: 0, untilMs: 0.25, durationMs: 0.25 },
        { type: 'joined', startedAtMs: 0.25, run: RunId.parse('other'), correlationId: 'c-other' },
        { type: 'attempt', attempt: 1, startedAtMs: 0.25, durationMs: 12, category: 'conflict', message: 'It changed meanwhile.' },
      ],
    });
    host.handlers['runs.put'](run, true);
    expect(host.handlers['runs.get'](run.id)).toEqual(run);
    expect(host.handlers['runs.get'](RunId.parse('none'))).toBeUndefined();
  });

  it('have their attempts also where an earlier version wrote them', () => {
    host.handlers['runs.put'](aRun('r'), true);
    const attempt = { attempt: 1, startedAtMs: 0, durationMs: 5, category: null, message: null };
    database.run('UPDATE runs SET timeline = ?', [JSON.stringify([{ ...attempt, waitMs: 500 }])]);
    expect(host.handlers['runs.get'](RunId.parse('r'))?.timeline).toEqual([{ type: 'attempt', ...attempt }]);
  });

  it('are on the disk when a durable put returns', () => {
    host.handlers['runs.put'](aRun('r'), true);
    expect(onDisk()).toEqual(['r']);
  });

  it('are on the disk after the group commit at the latest when they need not be durable', async () => {
    host.handlers['runs.put'](aRun('a'), false);
    await clock.advance(groupCommitMs - 1);
    host.handlers['runs.put'](aRun('b'), false);
    expect(onDisk()).toEqual([]);
    await clock.advance(1);
    expect(onDisk()).toEqual(['a', 'b']);
    expect(clock.pending).toBe(0);
  });

  it('are written at once when there are enough for a group, however many come together', () => {
    host.handlers['runs.keep'](Array.from({ length: 2500 }, (_, n) => aRun(`r${String(n)}`)));
    expect(onDisk()).toHaveLength(2500);
    expect(clock.pending).toBe(0);
    expect(logged).toEqual([]);
  });

  it('waiting for their group are taken along by the next durable change', () => {
    host.handlers['runs.put'](aRun('a'), false);
    host.handlers['runs.put'](aRun('b'), true);
    expect(onDisk()).toEqual(['a', 'b']);
    expect(clock.pending).toBe(0);
  });

  it('keep the durable version when an older one of the same run was waiting', async () => {
    host.handlers['runs.put'](aRun('a', { state: 'running' }), false);
    host.handlers['runs.put'](aRun('a', { state: 'succeeded' }), true);
    await clock.advance(groupCommitMs);
    expect(host.handlers['runs.get'](RunId.parse('a'))?.state).toBe('succeeded');
  });

  it('waiting for their group are found by get and list', () => {
    host.handlers['runs.put'](aRun('a'), false);
    expect(host.handlers['runs.get'](RunId.parse('a'))?.id).toBe('a');
    expect(host.handlers['runs.list']({}).items.map(({ id }) => id)).toEqual(['a']);
  });

  it('waiting for their group are written by close', () => {
    host.handlers['runs.put'](aRun('a'), false);
    host.handlers.close();
    expect(clock.pending).toBe(0);
    ({ database } = openDatabase(file, migrations, 'test'));
    expect(onDisk()).toEqual(['a']);
  });

  it('are listed newest first in pages that a run added meanwhile does not shift', () => {
    for (let n = 0; n < 25; n++)
      host.handlers['runs.put'](aRun(`r${String(n).padStart(2, '0')}`, { startedAt: 1000 + Math.floor(n / 2) }), false);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = host.handlers['runs.list']({ limit: 10, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      host.handlers['runs.put'](aRun(`new${String(seen.length)}`, { startedAt: 5000 }), false);
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `r${String(24 - n).padStart(2, '0')}`));
  });

  it('are listed by connection and by state', () => {
    host.handlers['runs.put'](aRun('a', { connection: aConnection('one').id, state: 'failed' }), false);
    host.handlers['runs.put'](aRun('b', { connection: aConnection('two').id, state: 'failed' }), false);
    host.handlers['runs.put'](aRun('c', { connection: aConnection('one').id, state: 'succeeded' }), false);
    const ids = (query: Parameters<(typeof host.handlers)['runs.list']>[0]): string[] =>
      host.handlers['runs.list'](query).items.map(({ id }) => id);
    expect(ids({ connection: aConnection('one').id }).sort()).toEqual(['a', 'c']);
    expect(ids({ state: 'failed' }).sort()).toEqual(['a', 'b']);
    expect(ids({ state: 'failed', connection: aConnection('two').id })).toEqual(['b']);
  });

  it.each([{ limit: 0 }, { limit: 501 }, { limit: 1.5 }, { cursor: 'nonsense' }])('refuse the query %o', (query) => {
    expect(() => host.handlers['runs.list'](query)).toThrow(expect.objectContaining({ category: 'validation_error' }));
  });

  it('are interrupted only when they are of the named effects', () => {
    host.handlers['runs.put'](aRun('read', { state: 'running' }), true);
    host.handlers['runs.put'](aRun('write', { state: 'running', effect: 'write' }), true);
    expect(host.handlers['runs.interrupt'](['write', 'destructive'], serializeError(new IntegrationError('cancelled', 'Ended.')))).toBe(1);
    expect(host.handlers['runs.list']({ state: 'running' }).items.map(({ id }) => id)).toEqual(['read']);
  });

  it('beyond the limit go, the oldest first, at the start and as the journal grows; one that runs stays', () => {
    const small = new StoreHost({ database, clock, log: (event, facts) => logged.push({ event, facts }), keepRuns: 3 });
    const put = (n: number, state: 'running' | 'succeeded' = 'succeeded'): void =>
      small.handlers['runs.put'](aRun(`run-${String(n).padStart(5, '0')}`, { startedAt: n, state }), true);
    put(1, 'running');
    for (let n = 2; n <= 6; n += 1) put(n);
    small.prune();
    expect(onDisk()).toEqual(['run-00001', 'run-00004', 'run-00005', 'run-00006']);
    small.prune();
    expect(onDisk()).toHaveLength(4);
    for (let n = 7; n <= 1100; n += 1) put(n);
    expect(onDisk().length).toBeLessThan(200);
  });

  it('left running by an earlier process are marked interrupted, others stay', () => {
    host.handlers['runs.put'](aRun('a', { state: 'running', durationMs: null }), true);
    host.handlers['runs.put'](aRun('b', { state: 'succeeded' }), true);
    const error = serializeError(new IntegrationError('internal_error', 'Project Wiz ended before this run did.', { outcome: 'unknown' }));
    expect(host.handlers['runs.interrupt'](['read', 'idempotent'], error)).toBe(1);
    expect(host.handlers['runs.get'](RunId.parse('a'))).toMatchObject({
      state: 'interrupted',
      sentence: error.message,
      category: 'internal_error',
      error,
    });
    expect(host.handlers['runs.get'](RunId.parse('b'))?.state).toBe('succeeded');
    expect(host.handlers['runs.interrupt'](['read', 'idempotent'], error)).toBe(0);
  });

  it('that run outlive a clear: after a crash the row may be all that tells of a change', async () => {
    host.handlers['runs.put'](aRun('write', { state: 'running', effect: 'write' }), true);
    host.handlers['runs.put'](aRun('read', { state: 'running' }), false);
    host.handlers['runs.put'](aRun('over'), false);
    host.handlers['runs.clear']();
    await clock.advance(groupCommitMs);
    expect(onDisk()).toEqual(['read', 'write']);
  });

  it('are gone after clear, those waiting included', async () => {
    host.handlers['runs.put'](aRun('a'), true);
    host.handlers['runs.put'](aRun('b'), false);
    host.handlers['runs.clear']();
    await clock.advance(groupCommitMs);
    expect(host.handlers['runs.list']({}).items).toEqual([]);
  });
});

describe('a full disk', () => {
  const big = 'x'.repeat(100_000);
  /** As many pages as there are, and no more: SQLite then answers as on a full disk. */
  const fill = (): void => {
    const [row] = database.all('PRAGMA page_count');
    database.all(`PRAGMA max_page_count = ${String((row as { page_count: unknown }).page_count)}`);
  };
  const free = (): void => {
    database.all('PRAGMA max_page_count = 1000000');
  };

  it('refuses a durable change with a sentence, keeps what was there, and takes the change once there is room', () => {
    host.handlers['connections.put'](aConnection('a'));
    fill();
    const change = (): void => {
      host.handlers['connections.put'](aConnection('b', { label: big }));
    };
    expect(change).toThrow(
      expect.objectContaining({
        category: 'storage_error',
        code: 'SQLITE_FULL',
        message: expect.stringContaining('disk is full') as string,
      }),
    );
    expect(host.handlers['connections.all']().map(({ id }) => id)).toEqual(['a']);
    free();
    change();
    expect(host.handlers['connections.all']()).toHaveLength(2);
  });

  it('lets grouped runs wait until there is room, and never fails a read for them', async () => {
    fill();
    host.handlers['runs.put'](aRun('a', { input: { big } }), false);
    await clock.advance(groupCommitMs);
    expect(host.handlers['runs.list']({}).items).toEqual([]);
    expect(logged[0]).toEqual({ event: 'group_commit_failed', facts: { waiting: 1, code: 'SQLITE_FULL' } });
    free();
    await clock.advance(groupCommitMs);
    expect(onDisk()).toEqual(['a']);
  });

  it('gives up the oldest of a thousand waiting runs rather than filling the memory', () => {
    fill();
    host.handlers['runs.put'](aRun('first', { input: { big } }), false);
    for (let n = 0; n < 1000; n++) host.handlers['runs.put'](aRun(`r${String(n)}`), false);
    expect(logged).toContainEqual({ event: 'run_given_up', facts: { run: 'first' } });
  });
});
