import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Migration } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { openSql } from './sql-database.ts';

const one: Migration = { version: 1, sql: 'CREATE TABLE things (name TEXT)' };
const two: Migration = { version: 2, sql: 'ALTER TABLE things ADD COLUMN size INTEGER' };

let folder: string;
let data: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-rights-'));
  data = path.join(folder, 'data');
  file = path.join(data, 'wiz.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Who may what, as `ls` counts it: `600` is the account alone. */
const rights = (target: string): string => (statSync(target).mode & 0o777).toString(8);

/** Makes a database of version 1 with one row, open to be read by everybody. */
function made(): void {
  mkdirSync(data);
  const database = openSql(file);
  database.exec("CREATE TABLE things (name TEXT); INSERT INTO things VALUES ('kept'); PRAGMA user_version = 1");
  database.close();
  chmodSync(file, 0o644);
  chmodSync(data, 0o755);
}

/** Opens the database and writes a row, and looks at the rights while it is open, for then its log is there. */
function rightsWhileOpen(steps: readonly Migration[]): Readonly<Record<string, string>> {
  const { database } = openDatabase(file, steps, 'stamp');
  try {
    database.run("INSERT INTO things (name) VALUES ('new')");
    return { folder: rights(data), file: rights(file), log: rights(`${file}-wal`), index: rights(`${file}-shm`) };
  } finally {
    database.close();
  }
}

const accountOnly = { folder: '700', file: '600', log: '600', index: '600' };

// Windows keeps rights in another way: what is in the folder of an account is that account's.
describe.skipIf(process.platform === 'win32')('the data file', () => {
  it('is the account’s alone from the start, with its folder and its log', () => {
    expect(rightsWhileOpen([one])).toEqual(accountOnly);
  });

  it('becomes the account’s alone where it was open to others', () => {
    made();
    expect(rightsWhileOpen([one])).toEqual(accountOnly);
  });

  it('is the account’s alone as the copy before a migration too', () => {
    made();
    expect(rightsWhileOpen([one, two])).toEqual(accountOnly);
    expect(rights(`${file}.before-v2`)).toBe('600');
  });

  it('is the account’s alone as the damaged one that is kept too', () => {
    mkdirSync(data);
    writeFileSync(file, 'this is not a database '.repeat(500));
    chmodSync(file, 0o644);
    expect(rightsWhileOpen([one])).toEqual(accountOnly);
    expect(rights(`${file}.damaged-stamp`)).toBe('600');
  });
});
