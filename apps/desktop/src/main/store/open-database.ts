import { chmodSync, existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { IntegrationError } from '@wiz/core';
import { copyDurably, makeFolder, syncFolder } from './durable-folder.ts';
import { migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations.ts';
import { openSql, type SqlDatabase } from './sql-database.ts';
import { codeOf, storageFailure } from './storage-failure.ts';

export interface OpenedDatabase {
  readonly database: SqlDatabase;
  /** What the user should know about the opening, as sentences. */
  readonly notices: readonly string[];
}

/**
 * Opens the application's database: WAL, every commit on the disk before it is acknowledged, checked, migrated.
 * A damaged file is kept beside the new one that takes its place; it is never deleted.
 *
 * @param stamp names the files set aside, unique enough for one folder
 * @throws {IntegrationError} `storage_error` when it cannot be used; the files are then as they were
 */
export function openDatabase(file: string, migrations: readonly Migration[], stamp: string): OpenedDatabase {
  try {
    makeFolder(path.dirname(file));
    keepToAccount(path.dirname(file));
    return { database: openChecked(file, migrations, keptAs(file, stamp)), notices: [] };
  } catch (error) {
    if (!isDamage(error)) throw storageFailure(error);
  }
  try {
    const kept = keptAs(file, stamp);
    setAside(file, kept);
    const notice = `The data file was damaged, so Project Wiz started a new one. The damaged file was kept as “${path.basename(kept)}” in the data folder.`;
    return { database: openChecked(file, migrations, kept), notices: [notice] };
  } catch (error) {
    throw storageFailure(error);
  }
}

function openChecked(file: string, migrations: readonly Migration[], kept: string): SqlDatabase {
  const database = openSql(file);
  try {
    // Before anything is written: SQLite makes its log with the rights of the file.
    keepToAccount(file);
    database.exec('PRAGMA busy_timeout = 2000');
    assertSound(database, migrations.at(-1)?.version ?? 0);
    // The first write of all: a newer file is not touched.
    if (schemaVersion(database) <= (migrations.at(-1)?.version ?? 0)) {
      database.all('PRAGMA journal_mode = WAL');
      database.all('PRAGMA synchronous = FULL');
    }
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    // Closing works the log into the file, or deletes it where it cannot.
    if (isDamage(error) && existsSync(`${file}-wal`)) copyDurably(`${file}-wal`, `${kept}-wal`);
    database.close();
    throw error;
  }
}

/** Takes all rights from other accounts. On Windows these change nothing: there, what is in an account's folder is the account's. */
function keepToAccount(target: string): void {
  try {
    chmodSync(target, statSync(target).mode & 0o700);
  } catch {
    // Not ours, or on a disk that knows no rights: no reason to refuse somebody their data.
  }
}

const unsound = 'integer overflow';

/**
 * Checks a file that is not of a newer version, what is still in its log after a quit or a crash included. Table by table
 * (the schema's own check takes in the free pages), because the check of a search index walks through every word, which
 * takes ten times as long as all the rest; its pages are tables too, and its content can be made anew (store-host.ts).
 *
 * In one statement that fails when something is wrong, because libsql keeps the file open for as long as any prepared
 * statement lives, whatever `close` says; and Windows does not rename an open file, so a damaged one could not be set aside.
 */
function assertSound(database: SqlDatabase, newest: number): void {
  try {
    database.exec(
      `SELECT CASE
         WHEN (SELECT user_version FROM pragma_user_version) > ${String(newest)} THEN 1
         WHEN NOT EXISTS (
           SELECT 1 FROM (
             SELECT 'sqlite_schema' AS name
             UNION ALL SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
           ) AS tables, pragma_quick_check(tables.name) AS found WHERE found.quick_check <> 'ok'
         ) THEN 1
         ELSE abs(-9223372036854775808)
       END`,
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes(unsound)) throw new DamagedError();
    throw error;
  }
}

class DamagedError extends IntegrationError {
  constructor() {
    super('storage_error', 'The data file is damaged.', { code: 'SQLITE_CORRUPT' });
  }
}

function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

function keptAs(file: string, stamp: string): string {
  return `${file}.damaged-${stamp}`;
}

/** Renames the file and what belongs to it, for good before a new one takes the name. */
function setAside(file: string, kept: string): void {
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  }
  syncFolder(path.dirname(file));
}
