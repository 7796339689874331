import { IntegrationError, orAborted, serializeError, toIntegrationError, type Env } from '@wiz/core';
import { parse, zodOf, type AnyContract } from '@wiz/integration-kit/contract';
import type { HostPorts, HttpTransport, Integration } from '@wiz/integration-kit/main';
import { ConnectionRuntime, type RuntimeOptions } from './connection-runtime.ts';
import type { EventHub } from './event-hub.ts';
import { giveBack } from './give-back.ts';
import type { GovernorKeeper } from './governor-keeper.ts';
import { typedSecrets } from './kept-secrets.ts';
import { labelOf } from './label-of.ts';
import { lazyTransport } from './lazy-transport.ts';
import type { ConnectionStore, Logger, Programs, SealedSecrets } from './ports.ts';
import { Prover, type Proof } from './prover.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import { SecretSources } from './secret-sources.ts';
import {
  ConnectionId,
  type ConnectionChange,
  type ConnectionDraft,
  type ConnectionView,
  type KeychainStrength,
  type SecretSourceView,
  type Verified,
} from './types/index.ts';

export interface ConnectionsOptions {
  readonly contracts: Readonly<Record<string, AnyContract>>;
  /** Loads an integration's main half; called on first use only. */
  readonly implementations: Readonly<Record<string, () => Promise<Integration>>>;
  readonly store: ConnectionStore;
  readonly secrets: SecretKeeper;
  readonly governors: GovernorKeeper;
  readonly programs: Programs | undefined;
  readonly host: Omit<HostPorts, 'transport'>;
  /** The network for one connection, or for one trial. */
  readonly transportFor: (key: string) => HttpTransport;
  readonly env: Env;
  readonly onEvent: RuntimeOptions['onEvent'];
  /** Told when what a connection held was given up: its next use makes it anew. */
  readonly onReplaced: (id: ConnectionId) => void;
  readonly newId: () => string;
  readonly events: EventHub;
  readonly logger: Logger;
}

/** The configured accounts: what is saved, and what each holds while the application runs. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #saved = new Map<ConnectionId, ConnectionView>();
  /** What each holds, or is about to; aborting ends its making. */
  readonly #runtimes = new Map<ConnectionId, { readonly made: Promise<ConnectionRuntime>; readonly abort: AbortController }>();
  /** Connections whose former runtime is still giving back what it held. */
  readonly #closing = new Map<ConnectionId, Promise<void>>();
  /** The last change of each connection that is under way. */
  readonly #updating = new Map<ConnectionId, Promise<unknown>>();
  readonly #stop = new AbortController();
  readonly #sources: SecretSources;
  readonly #prover: Prover;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#sources = new SecretSources(options);
    this.#prover = new Prover({
      ...options,
      sources: this.#sources,
      load: (contract) => this.#load(contract),
      signal: this.#stop.signal,
    });
  }

  async load(): Promise<void> {
    for (const connection of await this.#options.store.all()) this.#saved.set(connection.id, connection);
  }

  /** By label. */
  list(): readonly ConnectionView[] {
    return [...this.#saved.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  has(id: ConnectionId): boolean {
    return this.#saved.has(id);
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
    const { account, label, grants } = (await this.#prove(draft, id)).identity;
    return { account, label, ...(grants === undefined ? {} : { grants }) };
  }

  /** Programs whose login may be used in place of typed secrets, for these settings. Looks for them and starts none. */
  async secretSources(integration: string, config: unknown): Promise<readonly SecretSourceView[]> {
    const contract = this.contract(integration);
    const parsed = zodOf(contract.config).safeParse(config);
    return parsed.success ? this.#sources.offered(contract, parsed.data) : [];
  }

  /** What would protect secrets that are saved now. */
  keychain(): Promise<KeychainStrength> {
    return this.#options.secrets.strength();
  }

  /** Proves the draft, then saves it. */
  async add(draft: ConnectionDraft): Promise<ConnectionView> {
    const { identity, config, texts } = await this.#prove(draft, undefined);
    const { sealed, ...kept } = await this.#options.secrets.seal(texts, draft.keepSecrets);
    const now = this.#options.env.clock.wallNow();
    const connection: ConnectionView = {
      id: ConnectionId.parse(this.#options.newId()),
      integration: draft.integration,
      label: labelOf(draft.label) ?? identity.label,
      account: identity.account,
      config,
      enabled: true,
      policy: {},
      ...kept,
      createdAt: now,
      updatedAt: now,
    };
    return this.#oneByOne(async () => {
      this.#assertNew(draft.integration, identity.account, undefined);
      await this.#options.store.put(connection, sealed);
      this.#options.secrets.remember(connection.id, connection.secretStorage, texts);
      this.#keep(connection);
      return connection;
    });
  }

  /** Changes what is given; id and history stay. New settings or credentials are proven first. Changes of one connection go one after another. */
  async update(id: ConnectionId, change: ConnectionChange): Promise<ConnectionView> {
    return this.#inTurn(id, () => this.#update(id, { ...change, secrets: typedSecrets(change.secrets) }));
  }

  async #update(id: ConnectionId, change: ConnectionChange): Promise<ConnectionView> {
    const { integration, config } = this.get(id);
    const { secrets, secretsFrom, clearSecrets = [] } = change;
    const touched = secrets !== undefined || secretsFrom !== undefined || clearSecrets.length > 0;
    const renewed = change.config !== undefined || touched;
    const proof = renewed
      ? await this.#prove({ integration, config: change.config ?? config, secrets, secretsFrom, clearSecrets }, id)
      : undefined;
    // Credentials that stay as they are stay where they are.
    const sealing = proof === undefined || !touched ? undefined : await this.#options.secrets.seal(proof.texts, change.keepSecrets);
    const after = await this.#oneByOne(async () => {
      // As it is now: it may have been renamed or removed while the new settings were proven.
      const before = this.get(id);
      if (proof !== undefined) this.#assertNew(integration, proof.identity.account, id);
      const changed: ConnectionView = {
        ...before,
        label: labelOf(change.label) ?? before.label,
        enabled: change.enabled ?? before.enabled,
        policy: change.policy ?? before.policy,
        ...(proof === undefined ? {} : { config: proof.config, account: proof.identity.account }),
        ...(sealing === undefined ? {} : { secrets: sealing.secrets, secretStorage: sealing.secretStorage }),
        updatedAt: this.#options.env.clock.wallNow(),
      };
      await this.#options.store.put(changed, sealing?.sealed);
      if (proof !== undefined && sealing !== undefined) this.#options.secrets.remember(id, changed.secretStorage, proof.texts);
      this.#keep(changed);
      return changed;
    });
    if (proof !== undefined || change.policy !== undefined || change.enabled === false)
      await this.#release(id, new IntegrationError('cancelled', 'The connection was changed while this ran. Run it again.'), renewed);
    return after;
  }

  /**
   * Moves secrets that are kept weakly, or for this session only, into the keychain that protects them now.
   * @throws IntegrationError `storage_error` where there is none, or where the secrets do not open; nothing is changed then
   */
  async protect(id: ConnectionId): Promise<ConnectionView> {
    const { secrets, store } = this.#options;
    return this.#inTurn(id, async () => {
      const texts = await secrets.open(this.get(id));
      const { sealed, ...kept } = await secrets.seal(texts, undefined);
      return this.#oneByOne(async () => {
        const changed: ConnectionView = { ...this.get(id), ...kept };
        await store.put(changed, sealed);
        secrets.remember(id, changed.secretStorage, texts);
        this.#keep(changed);
        return changed;
      });
    });
  }

  /** Ends what runs, forgets the connection and its secrets; its runs stay in the journal. */
  async remove(id: ConnectionId): Promise<void> {
    await this.#oneByOne(async () => {
      this.get(id);
      await this.#options.store.remove(id);
      this.#saved.delete(id);
    });
    this.#options.secrets.forget(id);
    await this.#release(id, new IntegrationError('cancelled', 'The connection was removed while this ran.'));
    this.#options.governors.forget(id);
    this.#options.events.emit({ type: 'connection_removed', id });
  }

  /** The live half of a saved connection; made on first use. @throws IntegrationError when it is switched off or its secrets do not open */
  async runtime(id: ConnectionId): Promise<ConnectionRuntime> {
    this.#assertUsable(id);
    const known = this.#runtimes.get(id);
    if (known !== undefined) return known.made;
    // What the former one held, its sockets and its budget, is given back before the next one begins.
    const abort = new AbortController();
    const made = (this.#closing.get(id) ?? Promise.resolve()).then(() => this.#bring(this.#assertUsable(id), abort.signal));
    this.#runtimes.set(id, { made, abort });
    // A failure is not kept: the next call tries again.
    made.catch(() => {
      if (this.#runtimes.get(id)?.made === made) this.#runtimes.delete(id);
    });
    return made;
  }

  /** Keeps what the keychain wants to have in a new form, unless it was changed or removed meanwhile. Never rejects: the old form still opens. */
  async reseal(id: ConnectionId, before: SealedSecrets, after: SealedSecrets): Promise<void> {
    try {
      await this.#oneByOne(async () => {
        const connection = this.#saved.get(id);
        if (connection === undefined || (await this.#options.store.sealed(id))?.data !== before.data) return;
        const secretStorage = this.#options.secrets.storageOf(after);
        const changed = { ...connection, secretStorage };
        await this.#options.store.put(changed, after);
        if (secretStorage !== connection.secretStorage) this.#keep(changed);
      });
    } catch (error) {
      this.#options.logger.error('credentials could not be kept in their new form', { error: serializeError(toIntegrationError(error)) });
    }
  }

  #assertUsable(id: ConnectionId): ConnectionView {
    if (this.#stop.signal.aborted) throw new IntegrationError('cancelled', 'The application is closing.', { connection: id });
    const connection = this.get(id);
    if (connection.enabled) return connection;
    throw new IntegrationError('configuration_error', `“${connection.label}” is switched off. Switch it on to use it.`, { connection: id });
  }

  contract(integration: string): AnyContract {
    const { contracts } = this.#options;
    const found = Object.hasOwn(contracts, integration) ? contracts[integration] : undefined;
    if (found === undefined)
      throw new IntegrationError('not_found', `There is no integration “${integration}” in this version.`, { integration });
    return found;
  }

  async dispose(): Promise<void> {
    this.#stop.abort(new IntegrationError('cancelled', 'The application was closed while this ran.'));
    const reason = new IntegrationError('cancelled', 'The application was closed while this ran.');
    await Promise.all([...this.#runtimes.keys()].map((id) => this.#release(id, reason)));
  }

  async #bring(connection: ConnectionView, signal: AbortSignal): Promise<ConnectionRuntime> {
    const { env, secrets, governors, transportFor, host, onEvent } = this.#options;
    const contract = this.contract(connection.integration);
    const integration = await this.#load(contract);
    const config = parse(contract.config, connection.config, 'validation_error', 'The settings of this connection are not right.');
    // A keychain may ask the person, who may never answer.
    const texts = await orAborted(secrets.open(connection), signal);
    const parsed = secrets.parsed(contract, texts);
    const governor = await governors.load(connection.id);
    const transport = lazyTransport(() => transportFor(connection.id));
    const connected = integration.connect({ config, secrets: parsed, host: { ...host, transport }, account: connection.account });
    return new ConnectionRuntime({ connection, contract, secrets: texts, connected, transport, env, onEvent, governor });
  }

  async #load(contract: AnyContract): Promise<Integration> {
    const load = this.#options.implementations[contract.id];
    if (load === undefined)
      throw new IntegrationError('internal_error', `The integration “${contract.id}” is not part of this build.`, {
        integration: contract.id,
      });
    return load();
  }

  async #prove(draft: ConnectionDraft, self: ConnectionId | undefined): Promise<Proof> {
    const contract = this.contract(draft.integration);
    const proof = await this.#prover.prove(contract, draft, self === undefined ? undefined : this.get(self));
    this.#assertNew(contract.id, proof.identity.account, self);
    return proof;
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

  async #inTurn<T>(id: ConnectionId, change: () => Promise<T>): Promise<T> {
    const turn = (this.#updating.get(id) ?? Promise.resolve()).then(change, change);
    this.#updating.set(id, turn);
    try {
      return await turn;
    } finally {
      if (this.#updating.get(id) === turn) this.#updating.delete(id);
    }
  }

  /** Runs changes one after another, so that nothing else is saved between a last look at what is saved and the save. */
  async #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(change, change);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  #keep(connection: ConnectionView): void {
    this.#saved.set(connection.id, connection);
    this.#options.events.emit({ type: 'connection', connection });
  }

  async #release(id: ConnectionId, reason: IntegrationError, provenAnew = false): Promise<void> {
    const live = this.#runtimes.get(id);
    this.#runtimes.delete(id);
    live?.abort.abort(reason);
    const closing = this.#close(id, live?.made, reason, provenAnew);
    this.#closing.set(id, closing);
    await closing;
    if (this.#closing.get(id) === closing) this.#closing.delete(id);
    if (this.#saved.has(id)) this.#options.onReplaced(id);
  }

  /** Never rejects. */
  async #close(
    id: ConnectionId,
    runtime: Promise<ConnectionRuntime> | undefined,
    reason: IntegrationError,
    provenAnew: boolean,
  ): Promise<void> {
    const { governors, logger } = this.#options;
    const live = await runtime?.catch(() => undefined);
    if (live !== undefined) {
      const state = live.governorState(provenAnew);
      await giveBack(logger, live.integration, () => live.dispose(reason));
      governors.changed(id, { governorState: () => state });
    } else if (provenAnew) {
      const stored = await governors.load(id);
      const limiter: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'limiter') : undefined;
      governors.changed(id, { governorState: () => ({ limiter }) });
    } else return;
    await governors.flush();
  }
}
