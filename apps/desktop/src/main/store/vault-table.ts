import { IntegrationError } from '@wiz/core';
import type { SealedSecrets } from '@wiz/engine';
import type { ConnectionId } from '@wiz/engine/types';
import { z } from 'zod';
import { jsonText } from './json-column.ts';
import type { SqlDatabase } from './sql-database.ts';

const Sealed = jsonText.pipe(
  z.object({
    version: z.literal(1),
    scheme: z.string(),
    check: z.string(),
    data: z.string(),
    platform: z.string(),
    appName: z.string(),
  }),
) satisfies z.ZodType<SealedSecrets>;

/** The secrets of connections, as the keychain has sealed them. */
export class VaultTable {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  put(connection: ConnectionId, sealed: SealedSecrets): void {
    this.#database.run(
      'INSERT INTO vault (connection, sealed) VALUES (?, ?) ON CONFLICT (connection) DO UPDATE SET sealed = excluded.sealed',
      [connection, JSON.stringify(sealed)],
    );
  }

  /** @throws IntegrationError `storage_error` for an entry that this version did not write; it stays as it is */
  get(connection: ConnectionId): SealedSecrets | undefined {
    const [row] = this.#database.all('SELECT sealed FROM vault WHERE connection = ?', [connection]);
    if (row === undefined) return undefined;
    const parsed = Sealed.safeParse((row as { readonly sealed: unknown }).sealed);
    if (parsed.success) return parsed.data;
    throw new IntegrationError(
      'storage_error',
      'The kept credentials of this connection cannot be read: their entry in the data file is damaged or of a newer version. Reconnect.',
      { code: 'keychain', retryable: false },
    );
  }

  remove(connection: ConnectionId): void {
    this.#database.run('DELETE FROM vault WHERE connection = ?', [connection]);
  }
}
