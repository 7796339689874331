/** One step of the schema. `sql` runs in one transaction together with the new version number. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Every step since the first release, oldest first. Never change one that was released: add another. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE connections (
        id TEXT PRIMARY KEY,
        integration TEXT NOT NULL,
        label TEXT NOT NULL,
        account TEXT NOT NULL,
        config TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        connection TEXT NOT NULL,
        connection_label TEXT NOT NULL,
        integration TEXT NOT NULL,
        operation TEXT NOT NULL,
        effect TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        duration_ms REAL,
        attempts INTEGER NOT NULL,
        chunks INTEGER NOT NULL,
        sentence TEXT,
        category TEXT,
        input TEXT NOT NULL,
        error TEXT,
        timeline TEXT NOT NULL,
        correlation_id TEXT NOT NULL
      ) STRICT;
      CREATE INDEX runs_newest ON runs (started_at DESC, id DESC);
      CREATE INDEX runs_of_connection ON runs (connection, started_at DESC, id DESC);
      CREATE INDEX runs_by_state ON runs (state, started_at DESC, id DESC);
    `,
  },
];
