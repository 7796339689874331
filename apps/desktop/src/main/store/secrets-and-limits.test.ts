import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ManualClock } from '@wiz/core/testing';
import type { SealedSecrets } from '@wiz/engine';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import type { SqlDatabase } from './sql-database.ts';
import { StoreHost } from './store-host.ts';
import { aConnection, aRun } from './testing/samples.ts';

let folder: string;
let file: string;
let database: SqlDatabase;
let host: StoreHost;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-vault-'));
  file = path.join(folder, 'wiz.db');
  ({ database } = openDatabase(file, migrations, 'test'));
  host = new StoreHost({ database, clock: new ManualClock(), log: () => undefined });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const sealed: SealedSecrets = { version: 1, scheme: 'sync', check: 'djEx', data: 'djExdata', platform: 'linux', appName: 'Project Wiz' };
const id = ConnectionId.parse('a');

describe('sealed secrets', () => {
  it('are saved with their connection, stay where a change leaves them out, and go with it', () => {
    const { handlers } = host;
    const connection = aConnection('a', {
      secrets: { token: { hint: 'abcd' } },
      secretStorage: 'keychain',
      policy: { retries: 2 },
      enabled: false,
    });
    handlers['connections.put'](connection, sealed);
    expect(handlers['connections.all']()).toEqual([connection]);
    expect(handlers['connections.sealed'](id)).toEqual(sealed);
    handlers['connections.put']({ ...connection, label: 'Other' });
    expect(handlers['connections.sealed'](id)).toEqual(sealed);
    handlers['connections.put'](connection, { ...sealed, data: 'newer' });
    expect(handlers['connections.sealed'](id)?.data).toBe('newer');
    handlers['connections.put'](connection, null);
    expect(handlers['connections.sealed'](id)).toBeUndefined();
    handlers['connections.put'](connection, sealed);
    handlers['connections.remove'](id);
    expect(database.all('SELECT * FROM vault')).toEqual([]);
  });

  it('that this version did not write are kept, and say “reconnect”', () => {
    host.handlers['connections.put'](aConnection('a'), sealed);
    for (const text of ['{"version":2,"data":"x"}', 'junk']) {
      database.run('UPDATE vault SET sealed = ?', [text]);
      expect(() => host.handlers['connections.sealed'](id)).toThrow(
        expect.objectContaining({ category: 'storage_error', code: 'keychain' }),
      );
      expect(database.all('SELECT sealed FROM vault')).toMatchObject([{ sealed: text }]);
    }
  });

  it('are saved together with the row or not at all', () => {
    host.handlers['connections.put'](aConnection('a', { label: 'Before' }), sealed);
    database.exec("CREATE TRIGGER full BEFORE UPDATE ON vault BEGIN SELECT raise(ABORT, 'no room'); END");
    expect(() => {
      host.handlers['connections.put'](aConnection('a', { label: 'After' }), { ...sealed, data: 'newer' });
    }).toThrow(expect.objectContaining({ category: 'storage_error' }));
    expect(host.handlers['connections.all']()[0]?.label).toBe('Before');
    expect(host.handlers['connections.sealed'](id)).toEqual(sealed);
  });
});

describe('what limits remember', () => {
  it('comes back, is replaced, and goes with its connection', () => {
    const { handlers } = host;
    handlers['connections.put'](aConnection('a'));
    expect(handlers['governors.load'](id)).toBeUndefined();
    handlers['governors.save'](id, { limiter: { tokens: 3 } });
    handlers['governors.save'](id, { limiter: { tokens: 2 } });
    expect(handlers['governors.load'](id)).toEqual({ limiter: { tokens: 2 } });
    handlers['connections.remove'](id);
    handlers['governors.save'](id, { limiter: { tokens: 1 } });
    expect(database.all('SELECT * FROM governors')).toEqual([]);
  });

  it('counts for nothing when it cannot be read', () => {
    host.handlers['connections.put'](aConnection('a'));
    database.run("INSERT INTO governors VALUES ('a', 'junk')");
    expect(host.handlers['governors.load'](id)).toBeUndefined();
  });
});

describe('a database of the first version', () => {
  it('is brought up to date with all that is in it, and can be searched', () => {
    const old = path.join(folder, 'old.db');
    const first = openDatabase(old, migrations.slice(0, 1), 'test').database;
    first.run("INSERT INTO connections VALUES ('a', 'filesystem', 'Notes', '/notes', '{}', 1, 2)");
    const { id: run, connection } = aRun('r');
    first.run(
      `INSERT INTO runs VALUES (?, ?, 'Notes', 'filesystem', 'read', 'read', 'succeeded', 5, 1, 1, 0, 'Read “lamp.txt”.', NULL, '{}', NULL, '[]', 'c')`,
      [run, connection],
    );
    first.close();
    const { database: now, notices } = openDatabase(old, migrations, 'test');
    const { handlers } = new StoreHost({ database: now, clock: new ManualClock(), log: () => undefined });
    expect(notices).toEqual([]);
    expect(handlers['connections.all']()).toMatchObject([
      { id: 'a', contractVersion: '1.0.0', enabled: true, policy: {}, secrets: {}, secretStorage: 'none' },
    ]);
    expect(handlers['runs.get'](run)).toMatchObject({ contractVersion: '1.0.0' });
    expect(handlers['runs.list']({ text: 'lamp' }).items.map((item) => item.id)).toEqual([run]);
    now.close();
  });
});

describe('a database of the second version', () => {
  it('counts what is in it as saved under the first version of its contract, and keeps any other', () => {
    const old = path.join(folder, 'second.db');
    const second = openDatabase(old, migrations.slice(0, 2), 'test').database;
    second.run(
      "INSERT INTO connections (id, integration, label, account, config, created_at, updated_at) VALUES ('a', 'filesystem', 'Notes', '/notes', '{}', 1, 2)",
    );
    const { id: run, connection } = aRun('r');
    second.run(
      `INSERT INTO runs VALUES (20480, ?, ?, 'Notes', 'filesystem', 'read', 'read', 'succeeded', 5, 1, 1, 0, 'Read.', NULL, '{}', NULL, '[]', 'c')`,
      [run, connection],
    );
    second.close();
    const { database: now } = openDatabase(old, migrations, 'test');
    const { handlers } = new StoreHost({ database: now, clock: new ManualClock(), log: () => undefined });
    expect(handlers['connections.all']().map(({ contractVersion }) => contractVersion)).toEqual(['1.0.0']);
    expect(handlers['runs.get'](run)?.contractVersion).toBe('1.0.0');
    const [lifted, later] = [aConnection('a', { contractVersion: '2.1.0' }), aRun('r2', { contractVersion: '2.1.0' })];
    handlers['connections.put'](lifted);
    handlers['runs.put'](later, true);
    expect(handlers['connections.all']()).toEqual([lifted]);
    expect(handlers['runs.get'](later.id)).toEqual(later);
    now.close();
  });
});
