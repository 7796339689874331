import { IntegrationError } from '@wiz/core';
import type { EventHub } from './event-hub.ts';
import type { ConnectionStore } from './ports.ts';
import type { ConnectionId, ConnectionView } from './types/index.ts';

export interface SavedConnectionsOptions {
  readonly store: Pick<ConnectionStore, 'all'>;
  readonly events: EventHub;
}

/** The connections as they are saved, kept at hand. Whoever changes one saves it first. */
export class SavedConnections {
  readonly #options: SavedConnectionsOptions;
  readonly #saved = new Map<ConnectionId, ConnectionView>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: SavedConnectionsOptions) {
    this.#options = options;
  }

  /**
   * @param lift makes of each what this version works with
   * @throws IntegrationError `storage_error` when the store cannot be read
   */
  async load(lift: (connection: ConnectionView) => Promise<ConnectionView>): Promise<void> {
    for (const connection of await this.#options.store.all()) this.#saved.set(connection.id, await lift(connection));
  }

  /** By label. */
  list(): readonly ConnectionView[] {
    return [...this.#saved.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  has(id: ConnectionId): boolean {
    return this.#saved.has(id);
  }

  find(id: ConnectionId): ConnectionView | undefined {
    return this.#saved.get(id);
  }

  /** @throws IntegrationError `not_found` */
  get(id: ConnectionId): ConnectionView {
    const found = this.#saved.get(id);
    if (found === undefined)
      throw new IntegrationError('not_found', 'This connection does not exist any more. Choose another one.', { connection: id });
    return found;
  }

  /** @throws IntegrationError `conflict` when another connection reaches this account already */
  assertNew(integration: string, account: string, self: ConnectionId | undefined): void {
    const same = [...this.#saved.values()].find(
      (other) => other.id !== self && other.integration === integration && other.account === account,
    );
    if (same === undefined) return;
    throw new IntegrationError(
      'conflict',
      `This is connected already, as “${same.label}”. Use that connection, or choose something else.`,
      {
        connection: same.id,
      },
    );
  }

  /** Runs changes one after another, so that nothing else is saved between a last look at what is saved and the save. */
  async oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(change, change);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  /** It is saved like this now; the windows are told. */
  keep(connection: ConnectionView): void {
    this.#saved.set(connection.id, connection);
    this.#options.events.emit({ type: 'connection', connection });
  }

  /** It is saved no more. */
  drop(id: ConnectionId): void {
    this.#saved.delete(id);
  }
}
