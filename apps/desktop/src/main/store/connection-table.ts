import { ConnectionId, PolicyOverrides, type ConnectionView } from '@wiz/engine/types';
import { z } from 'zod';
import { jsonRecord, jsonText } from './json-column.ts';
import type { SqlDatabase } from './sql-database.ts';

const Row = z
  .object({
    id: ConnectionId,
    integration: z.string(),
    label: z.string(),
    account: z.string(),
    config: jsonRecord,
    contract_version: z.string(),
    enabled: z.number().transform((enabled) => enabled !== 0),
    policy: jsonText.pipe(PolicyOverrides),
    secrets: jsonText.pipe(z.record(z.string(), z.object({ hint: z.string().nullable() }))),
    secret_storage: z.enum(['none', 'keychain', 'weak', 'session']),
    created_at: z.number(),
    updated_at: z.number(),
  })
  .transform(({ created_at, updated_at, secret_storage, contract_version, ...rest }): ConnectionView => ({
    ...rest,
    contractVersion: contract_version,
    secretStorage: secret_storage,
    createdAt: created_at,
    updatedAt: updated_at,
  }));

const columns = [
  ...['id', 'integration', 'label', 'account', 'config', 'contract_version', 'enabled', 'policy'],
  ...['secrets', 'secret_storage', 'created_at', 'updated_at'],
];
const upsert = `INSERT INTO connections (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

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
    const { id, integration, label, account, config, contractVersion, enabled, policy, secrets, secretStorage, createdAt, updatedAt } =
      connection;
    this.#database.run(upsert, [
      ...[id, integration, label, account, JSON.stringify(config), contractVersion, enabled ? 1 : 0, JSON.stringify(policy)],
      ...[JSON.stringify(secrets), secretStorage, createdAt, updatedAt],
    ]);
  }

  remove(id: ConnectionId): void {
    this.#database.run('DELETE FROM connections WHERE id = ?', [id]);
  }
}
