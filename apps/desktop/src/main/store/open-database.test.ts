import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { schemaVersion } from './migrate.ts';
import { migrations, type Migration } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { openSql, type SqlDatabase } from './sql-database.ts';

const one: Migration = { version: 1, sql: 'CREATE TABLE things (name TEXT)' };
const index: Migration = { version: 1, sql: 'CREATE VIRTUAL TABLE lines USING fts5 (words)' };
const two: Migration = { version: 2, sql: 'ALTER TABLE things ADD COLUMN size INTEGER; UPDATE things SET size = length(name)' };
const broken: Migration = { version: 2, sql: 'ALTER TABLE things ADD COLUMN size INTEGER; INSERT INTO nowhere VALUES (1)' };

let folder: string;
let file: string;
const open: SqlDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-open-'));
  file = path.join(folder, 'data', 'wiz.db');
});
afterEach(() => {
  for (const database of open.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function opened(steps: readonly Migration[] = [one]): { database: SqlDatabase; notices: readonly string[] } {
  const result = openDatabase(file, steps, 'stamp');
  open.push(result.database);
  return result;
}

/** Makes a database of version 1 with one row, and closes it. */
function made(): void {
  const { database } = openDatabase(file, [one], 'stamp');
  database.run("INSERT INTO things VALUES ('kept')");
  database.close();
}

const files = (): string[] => readdirSync(path.dirname(file)).sort();

describe('opening', () => {
  it('makes the folder, writes ahead and waits for the disk at every commit', () => {
    const { database, notices } = opened();
    expect(notices).toEqual([]);
    expect(database.all('PRAGMA journal_mode')).toMatchObject([{ journal_mode: 'wal' }]);
    expect(database.all('PRAGMA synchronous')).toMatchObject([{ synchronous: 2 }]);
  });

  it('makes the schema of this version', () => {
    const { database } = opened(migrations);
    const tables = database.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'libsql_%' ORDER BY name");
    expect(tables.map((table) => (table as { readonly name: string }).name)).toEqual(
      expect.arrayContaining(['connections', 'governors', 'runs', 'vault']),
    );
    expect(schemaVersion(database)).toBe(migrations.at(-1)?.version);
  });

  it('numbers its migrations without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
});

describe('migrating', () => {
  it('runs what is due, keeps the data and leaves a copy of the file as it was', () => {
    made();
    const { database } = opened([one, two]);
    expect(database.all('SELECT name, size FROM things')).toMatchObject([{ name: 'kept', size: 4 }]);
    const copy = openSql(`${file}.before-v2`);
    open.push(copy);
    expect(schemaVersion(copy)).toBe(1);
    expect(copy.all('SELECT * FROM things')).toMatchObject([{ name: 'kept' }]);
  });

  it('that fails half-way leaves the old schema and says so', () => {
    made();
    expect(() => opened([one, broken])).toThrow(expect.objectContaining({ category: 'storage_error' }));
    const { database } = opened([one]);
    expect(schemaVersion(database)).toBe(1);
    expect(database.all("SELECT name FROM pragma_table_info('things')")).toMatchObject([{ name: 'name' }]);
  });

  it('does nothing, and copies nothing, when nothing is due', () => {
    made();
    opened([one]);
    expect(files().filter((name) => name.includes('before'))).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  it('of a newer version is refused and not changed by a byte', () => {
    const newer = openSql(makeFolder());
    newer.exec('PRAGMA user_version = 99; CREATE TABLE future (x)');
    newer.close();
    const before = readFileSync(file);
    expect(() => opened()).toThrow(
      expect.objectContaining({
        category: 'storage_error',
        code: 'NEWER_VERSION',
        message: expect.stringContaining('newer version') as string,
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(files()).toEqual(['wiz.db']);
  });

  it('that is no database is set aside, a new one takes its place, and a sentence says so', () => {
    makeFolder();
    const junk = 'this is not a database '.repeat(500);
    writeFileSync(file, junk);
    writeFileSync(`${file}-wal`, 'old log');
    const { database, notices } = opened();
    expect(notices).toEqual([expect.stringContaining('wiz.db.damaged-stamp')]);
    expect(readFileSync(`${file}.damaged-stamp`, 'utf8')).toBe(junk);
    expect(files()).toContain('wiz.db.damaged-stamp-wal');
    database.run("INSERT INTO things VALUES ('new')");
    expect(database.all('SELECT * FROM things')).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('is let go of before it is set aside: Windows renames no open file', () => {
    const { database } = openDatabase(file, [one], 'stamp');
    database.transaction(() => {
      for (let n = 0; n < 2000; n++) database.run('INSERT INTO things VALUES (?)', [`row ${String(n)} ${'y'.repeat(50)}`]);
    });
    database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const copy = path.join(folder, 'other', 'wiz.db');
    mkdirSync(path.dirname(copy));
    writeFileSync(copy, readFileSync(file).fill(0xff, 4096 * 5, 4096 * 9));
    open.push(openDatabase(copy, [one], 'stamp').database);
    const held = readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return '';
      }
    });
    expect(held.filter((name) => name.startsWith(path.dirname(copy)))).not.toContainEqual(expect.stringContaining('damaged'));
    expect(held).toContain(copy);
  });

  it('with a page damaged in its middle is found out at the opening', () => {
    const { database } = openDatabase(file, [one], 'stamp');
    database.transaction(() => {
      for (let n = 0; n < 2000; n++) database.run('INSERT INTO things VALUES (?)', [`row ${String(n)} ${'y'.repeat(50)}`]);
    });
    database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096 * 5, 4096 * 9);
    writeFileSync(file, bytes);
    expect(opened().notices).toHaveLength(1);
    expect(readFileSync(`${file}.damaged-stamp`).equals(bytes)).toBe(true);
  });

  it.each(['search index', 'free pages'])('whose %s are damaged is found out at the opening', (what) => {
    const { database } = openDatabase(file, [index], 'stamp');
    database.transaction(() => {
      for (let n = 0; n < 5000; n++) database.run('INSERT INTO lines VALUES (?)', [`word${String(n)} ${String(n * 7919)}`]);
    });
    database.exec('CREATE TABLE passing (text TEXT); INSERT INTO passing SELECT zeroblob(100000); DROP TABLE passing');
    const [{ root }] = database.all("SELECT rootpage AS root FROM sqlite_schema WHERE name = 'lines_data'") as [{ readonly root: number }];
    database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(file);
    // The first free page, as https://www.sqlite.org/fileformat.html#the_database_header has it.
    const page = what === 'free pages' ? bytes.readUInt32BE(32) : root;
    expect(page).toBeGreaterThan(1);
    writeFileSync(file, bytes.fill(0xff, 4096 * (page - 1), 4096 * page));
    expect(opened([index]).notices).toHaveLength(1);
  });

  it('because its folder is a file gets a sentence that names the data folder', () => {
    writeFileSync(path.join(folder, 'data'), '');
    expect(() => opened()).toThrow(
      expect.objectContaining({ category: 'storage_error', message: expect.stringContaining('data folder') as string }),
    );
  });

  it('because a folder has its name is refused, and the folder stays', () => {
    makeFolder();
    const inside = path.join(file, 'inside.txt');
    mkdirSync(file);
    writeFileSync(inside, 'mine');
    expect(() => opened()).toThrow(expect.objectContaining({ category: 'storage_error' }));
    expect(readFileSync(inside, 'utf8')).toBe('mine');
  });
});

function makeFolder(): string {
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
