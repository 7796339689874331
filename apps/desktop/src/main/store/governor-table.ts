import type { ConnectionId } from '@wiz/engine/types';
import type { SqlDatabase } from './sql-database.ts';

/** What limiters and breakers remember over a restart. Whoever restores a state checks it. */
export class GovernorTable {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  save(connection: ConnectionId, state: unknown): void {
    // Only of connections that are there: one that was removed meanwhile leaves nothing behind.
    this.#database.run(
      `INSERT INTO governors (connection, state) SELECT id, ? FROM connections WHERE id = ?
       ON CONFLICT (connection) DO UPDATE SET state = excluded.state`,
      [JSON.stringify(state), connection],
    );
  }

  /** Undefined when there is none, or none that can be read. */
  load(connection: ConnectionId): unknown {
    const [row] = this.#database.all('SELECT state FROM governors WHERE connection = ?', [connection]);
    if (row === undefined) return undefined;
    try {
      return JSON.parse(String((row as { readonly state: unknown }).state));
    } catch {
      return undefined;
    }
  }

  remove(connection: ConnectionId): void {
    this.#database.run('DELETE FROM governors WHERE connection = ?', [connection]);
  }
}
