import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { IntegrationError } from '@wiz/core';
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
    mkdirSync(path.dirname(file), { recursive: true });
    return { database: openChecked(file, migrations), notices: [] };
  } catch (error) {
    if (!isDamage(error)) throw storageFailure(error);
  }
  try {
    const kept = setAside(file, stamp);
    const notice = `The data file was damaged, so Project Wiz started a new one. The damaged file was kept as “${path.basename(kept)}” in the data folder.`;
    return { database: openChecked(file, migrations), notices: [notice] };
  } catch (error) {
    throw storageFailure(error);
  }
}

function openChecked(file: string, migrations: readonly Migration[]): SqlDatabase {
  const database = openSql(file);
  try {
    database.all('PRAGMA busy_timeout = 2000');
    // Before the first write, even the change to WAL: a newer file is not touched.
    if (schemaVersion(database) <= (migrations.at(-1)?.version ?? 0)) {
      database.all('PRAGMA journal_mode = WAL');
      database.all('PRAGMA synchronous = FULL');
      // What is still in the log after a quit or a crash is checked as well.
      const [verdict] = database.all('PRAGMA quick_check(1)');
      if ((verdict as { readonly quick_check?: unknown } | undefined)?.quick_check !== 'ok') throw new DamagedError();
    }
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database.close();
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

/** Renames the file and what belongs to it, and returns the file's new path. */
function setAside(file: string, stamp: string): string {
  const kept = `${file}.damaged-${stamp}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  }
  return kept;
}
