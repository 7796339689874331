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
  {
    version: 2,
    // `seq` counts in the order in which runs are listed: the millisecond of their start, times 4096, and within it the order
    // of their coming. So a page, a span of time and a search (run-search.ts) are each one walk, and a filter needs no index of its own.
    sql: `
      ALTER TABLE connections ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE connections ADD COLUMN policy TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE connections ADD COLUMN secrets TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE connections ADD COLUMN secret_storage TEXT NOT NULL DEFAULT 'none';
      CREATE TABLE vault (connection TEXT PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
      CREATE TABLE governors (connection TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
      ALTER TABLE runs RENAME TO runs_1;
      CREATE TABLE runs (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
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
      INSERT INTO runs SELECT
        (started_at << 12) + row_number() OVER (PARTITION BY started_at ORDER BY id) - 1,
        id, connection, connection_label, integration, operation, effect, state, started_at, duration_ms, attempts, chunks,
        sentence, category, input, error, timeline, correlation_id
      FROM runs_1 ORDER BY started_at, id;
      DROP TABLE runs_1;
      CREATE INDEX runs_running ON runs (effect) WHERE state = 'running';
    `,
  },
  {
    version: 3,
    // What was saved before was saved under the first version of each contract: there was no other.
    sql: `
      ALTER TABLE connections ADD COLUMN contract_version TEXT NOT NULL DEFAULT '1.0.0';
      ALTER TABLE runs ADD COLUMN contract_version TEXT NOT NULL DEFAULT '1.0.0';
    `,
  },
];
