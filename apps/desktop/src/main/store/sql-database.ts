import Libsql from 'libsql';

export type SqlValue = string | number | null;

/** The little of SQL that the store needs: synchronous, one connection, prepared statements kept. */
export interface SqlDatabase {
  all(sql: string, parameters?: readonly SqlValue[]): readonly unknown[];
  /** Returns how many rows changed. */
  run(sql: string, parameters?: readonly SqlValue[]): number;
  /** Runs several statements that take no parameters. */
  exec(sql: string): void;
  /** Everything or nothing. Takes the write lock at once, so that it never fails half-way for want of it. */
  transaction(work: () => void): void;
  close(): void;
}

/** Opens or creates a database file. @throws what libsql throws: an `Error` with the SQLite code, or none for a file that cannot be opened */
export function openSql(file: string): SqlDatabase {
  const database = new Libsql(file);
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return {
    all: (sql, parameters = []) => prepare(sql).all([...parameters]),
    run: (sql, parameters = []) => prepare(sql).run([...parameters]).changes,
    exec: (sql) => {
      database.exec(sql);
    },
    transaction: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        work();
        database.exec('COMMIT');
      } catch (error) {
        // A full disk rolls back by itself; a second ROLLBACK would hide the reason behind its own complaint.
        if (database.inTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      statements.clear();
      database.close();
    },
  };
}
