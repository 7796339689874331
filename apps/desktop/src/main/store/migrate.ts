import { existsSync } from 'node:fs';
import { IntegrationError } from '@wiz/core';
import { copyDurably } from './durable-folder.ts';
import type { Migration } from './migrations.ts';
import type { SqlDatabase } from './sql-database.ts';

/** A database that a newer Project Wiz has written. It is left exactly as it is. */
export const newerVersionSentence =
  'Your data was written by a newer version of Project Wiz, so this version leaves it alone. Install the newer version to use it.';

/** The schema version that the file carries, 0 for a new one. */
export function schemaVersion(database: SqlDatabase): number {
  const [row] = database.all('PRAGMA user_version');
  return Number((row as { readonly user_version: unknown }).user_version);
}

/**
 * Brings the schema up to date, each step in one transaction, after a copy of the file was put beside it
 * (`<file>.before-v2`): killed at any instant, the old or the new schema is there, never something between.
 *
 * @throws {IntegrationError} `storage_error` for a file of a newer version, which is not touched
 */
export function migrate(database: SqlDatabase, file: string, migrations: readonly Migration[]): void {
  const current = schemaVersion(database);
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) throw new IntegrationError('storage_error', newerVersionSentence, { code: 'NEWER_VERSION' });
  const due = migrations.filter((step) => step.version > current);
  if (due.length > 0 && current > 0) backUp(database, file, `${file}.before-v${String(newest)}`);
  for (const step of due) {
    database.transaction(() => {
      database.exec(step.sql);
      database.exec(`PRAGMA user_version = ${String(step.version)}`);
    });
  }
}

function backUp(database: SqlDatabase, file: string, copy: string): void {
  // What an earlier, interrupted migration has copied is the older and therefore the better copy.
  if (existsSync(copy)) return;
  database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  copyDurably(file, copy);
}
