import { ConnectionId, type ConnectionView } from '@wiz/engine/types';
import { z } from 'zod';
import { jsonRecord } from './json-column.ts';
import type { SqlDatabase } from './sql-database.ts';

const Row = z
  .object({
    id: ConnectionId,
    integration: z.string(),
    label: z.string(),
    account: z.string(),
    config: jsonRecord,
    created_at: z.number(),
    updated_at: z.number(),
  })
  .transform(({ created_at, updated_at, ...rest }): ConnectionView => ({ ...rest, createdAt: created_at, updatedAt: updated_at }));

/** The table of connections, oldest first. */
export class ConnectionTable {
  readonly #database: SqlDatabase;
  readonly #onUnreadable: (id: unknown) => void;

  /** @param onUnreadable told of each row that is not what this version writes; the row stays, the others are served */
  constructor(database: SqlDatabase, onUnreadable: (id: unknown) => void) {
    this.#database = database;
    this.#onUnreadable = onUnreadable;
  }

  all(): readonly ConnectionView[] {
    return this.#database.all('SELECT * FROM connections ORDER BY created_at, id').flatMap((row) => {
      const parsed = Row.safeParse(row);
      if (parsed.success) return [parsed.data];
      this.#onUnreadable((row as { readonly id: unknown }).id);
      return [];
    });
  }

  put(connection: ConnectionView): void {
    const { id, integration, label, account, config, createdAt, updatedAt } = connection;
    this.#database.run(
      `INSERT INTO connections (id, integration, label, account, config, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET integration = excluded.integration, label = excluded.label, account = excluded.account,
         config = excluded.config, created_at = excluded.created_at, updated_at = excluded.updated_at`,
      [id, integration, label, account, JSON.stringify(config), createdAt, updatedAt],
    );
  }

  remove(id: ConnectionId): void {
    this.#database.run('DELETE FROM connections WHERE id = ?', [id]);
  }
}
