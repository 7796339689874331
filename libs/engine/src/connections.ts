import { IntegrationError, serializeError, timeout, toIntegrationError, type Env } from '@wiz/core';
import { parse, type AnyContract } from '@wiz/integration-kit/contract';
import type { ConnectedIntegration, HostPorts, Identity, Integration } from '@wiz/integration-kit/main';
import { ConnectionRuntime } from './connection-runtime.ts';
import type { EventHub } from './event-hub.ts';
import type { ConnectionStore, Logger } from './ports.ts';
import { ConnectionId, type ConnectionDraft, type ConnectionView, type Verified } from './types/index.ts';

/** A connection has to prove itself within this time, in milliseconds. */
const verifyMs = 15_000;
const longestLabel = 100;

export interface ConnectionsOptions {
  readonly contracts: Readonly<Record<string, AnyContract>>;
  /** Loads an integration's main half; called on first use only. */
  readonly implementations: Readonly<Record<string, () => Promise<Integration>>>;
  readonly store: ConnectionStore;
  readonly host: HostPorts;
  readonly env: Env;
  readonly newId: () => string;
  readonly events: EventHub;
  readonly logger: Logger;
}

/** The configured accounts: what is saved, and what each holds while the application runs. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #saved = new Map<ConnectionId, ConnectionView>();
  readonly #runtimes = new Map<ConnectionId, Promise<ConnectionRuntime>>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  async load(): Promise<void> {
    for (const connection of await this.#options.store.all()) this.#saved.set(connection.id, connection);
  }

  /** By label. */
  list(): readonly ConnectionView[] {
    return [...this.#saved.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  /** @throws IntegrationError `not_found` */
  get(id: ConnectionId): ConnectionView {
    const found = this.#saved.get(id);
    if (found === undefined)
      throw new IntegrationError('not_found', 'This connection does not exist any more. Choose another one.', { connection: id });
    return found;
  }

  /** Tries a draft without saving it. `id` names the connection it is meant to change, if any. */
  async verify(draft: ConnectionDraft, id?: ConnectionId): Promise<Verified> {
    const { identity } = await this.#prove(draft.integration, draft.config, id);
    return { account: identity.account, label: identity.label };
  }

  /** Proves the draft, then saves it. */
  async add(draft: ConnectionDraft): Promise<ConnectionView> {
    const { identity, config } = await this.#prove(draft.integration, draft.config, undefined);
    const now = this.#options.env.clock.wallNow();
    const connection: ConnectionView = {
      id: ConnectionId.parse(this.#options.newId()),
      integration: draft.integration,
      label: labelOf(draft.label) ?? identity.label,
      account: identity.account,
      config,
      createdAt: now,
      updatedAt: now,
    };
    return this.#oneByOne(async () => {
      this.#assertNew(draft.integration, identity.account, undefined);
      await this.#save(connection);
      return connection;
    });
  }

  /** Changes label or config; id and history stay. */
  async update(id: ConnectionId, change: { readonly label?: string | undefined; readonly config?: unknown }): Promise<ConnectionView> {
    const { integration } = this.get(id);
    const proven = change.config === undefined ? undefined : await this.#prove(integration, change.config, id);
    const after = await this.#oneByOne(async () => {
      // As it is now: it may have been renamed or removed while the new settings were proven.
      const before = this.get(id);
      if (proven !== undefined) this.#assertNew(integration, proven.identity.account, id);
      const changed: ConnectionView = {
        ...before,
        label: labelOf(change.label) ?? before.label,
        ...(proven === undefined ? {} : { config: proven.config, account: proven.identity.account }),
        updatedAt: this.#options.env.clock.wallNow(),
      };
      await this.#save(changed);
      return changed;
    });
    if (proven !== undefined)
      await this.#release(id, new IntegrationError('cancelled', 'The connection was changed while this ran. Run it again.'));
    return after;
  }

  /** Ends what runs, forgets the connection; its runs stay in the journal. */
  async remove(id: ConnectionId): Promise<void> {
    await this.#oneByOne(async () => {
      this.get(id);
      await this.#options.store.remove(id);
      this.#saved.delete(id);
    });
    this.#options.events.emit({ type: 'connection_removed', id });
    await this.#release(id, new IntegrationError('cancelled', 'The connection was removed while this ran.'));
  }

  /** The live half of a saved connection; made on first use. */
  runtime(id: ConnectionId): Promise<ConnectionRuntime> {
    const connection = this.get(id);
    const known = this.#runtimes.get(id);
    if (known !== undefined) return known;
    const made = this.#connect(connection.integration, connection.config, connection.account).then(
      ({ connected }) => new ConnectionRuntime(connection.integration, connected, this.#options.env),
    );
    this.#runtimes.set(id, made);
    // A failure is not kept: the next call tries again.
    made.catch(() => {
      if (this.#runtimes.get(id) === made) this.#runtimes.delete(id);
    });
    return made;
  }

  contract(integration: string): AnyContract {
    const { contracts } = this.#options;
    const found = Object.hasOwn(contracts, integration) ? contracts[integration] : undefined;
    if (found === undefined)
      throw new IntegrationError('not_found', `There is no integration “${integration}” in this version.`, { integration });
    return found;
  }

  async dispose(): Promise<void> {
    const reason = new IntegrationError('cancelled', 'The application was closed while this ran.');
    await Promise.all([...this.#runtimes.keys()].map((id) => this.#release(id, reason)));
  }

  async #connect(
    integration: string,
    rawConfig: unknown,
    account?: string,
  ): Promise<{ connected: ConnectedIntegration; config: Readonly<Record<string, unknown>> }> {
    const contract = this.contract(integration);
    const config = parse(contract.config, rawConfig, 'validation_error', 'The settings of this connection are not right.');
    const load = this.#options.implementations[integration];
    if (load === undefined)
      throw new IntegrationError('internal_error', `The integration “${integration}” is not part of this build.`, { integration });
    const connected = (await load()).connect(config, this.#options.host, account);
    // `defineContract` admits only z.object as config.
    return { connected, config: config as Readonly<Record<string, unknown>> };
  }

  async #prove(
    integration: string,
    rawConfig: unknown,
    self: ConnectionId | undefined,
  ): Promise<{ identity: Identity; config: Readonly<Record<string, unknown>> }> {
    const { connected, config } = await this.#connect(integration, rawConfig);
    try {
      const limit = timeout(this.#options.env, { ms: verifyMs });
      const call = {
        operation: 'verify',
        effect: 'read',
        attempt: 1,
        correlationId: this.#options.newId(),
        signal: new AbortController().signal,
      } as const;
      const identity = await limit(({ signal }) => connected.verify(signal), call);
      this.#assertNew(integration, identity.account, self);
      return { identity, config };
    } catch (error) {
      throw toIntegrationError(error, { integration, outcome: 'none' });
    } finally {
      await this.#disconnect(() => connected.disconnect(), integration);
    }
  }

  /** @throws IntegrationError `conflict` when another connection reaches this account already */
  #assertNew(integration: string, account: string, self: ConnectionId | undefined): void {
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
  async #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(change, change);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  /** What a client could not give back does not undo what its connection did. */
  async #disconnect(disconnect: () => Promise<void>, integration: string): Promise<void> {
    try {
      await disconnect();
    } catch (error) {
      this.#options.logger.error('a client could not be given back', { integration, error: serializeError(toIntegrationError(error)) });
    }
  }

  async #save(connection: ConnectionView): Promise<void> {
    await this.#options.store.put(connection);
    this.#saved.set(connection.id, connection);
    this.#options.events.emit({ type: 'connection', connection });
  }

  async #release(id: ConnectionId, reason: IntegrationError): Promise<void> {
    const runtime = this.#runtimes.get(id);
    this.#runtimes.delete(id);
    const live = await runtime?.catch(() => undefined);
    if (live !== undefined) await this.#disconnect(() => live.dispose(reason), live.integration);
  }
}

function labelOf(label: string | undefined): string | undefined {
  const trimmed = label?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  if (trimmed.length > longestLabel) {
    throw new IntegrationError('validation_error', `The label may have at most ${String(longestLabel)} characters.`, {
      fields: { label: 'Too long.' },
    });
  }
  return trimmed;
}
