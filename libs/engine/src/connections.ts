import { IntegrationError, serializeError, toIntegrationError, type Env } from '@wiz/core';
import { zodOf, type AnyContract } from '@wiz/integration-kit/contract';
import type { HostPorts, HttpTransport } from '@wiz/integration-kit/main';
import { Catalogue, type CatalogueOptions } from './catalogue.ts';
import type { ConnectionRuntime, RuntimeOptions } from './connection-runtime.ts';
import type { EventHub } from './event-hub.ts';
import type { GovernorKeeper } from './governor-keeper.ts';
import { typedSecrets } from './kept-secrets.ts';
import { labelOf } from './label-of.ts';
import { settingsToProve } from './lift-settings.ts';
import { LiveRuntimes } from './live-runtimes.ts';
import type { ConnectionStore, Logger, Programs, SealedSecrets } from './ports.ts';
import { Prover, type Proof } from './prover.ts';
import { SavedConnections } from './saved-connections.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import { SecretSources } from './secret-sources.ts';
import { SettingsLift } from './settings-lift.ts';
import { Turns } from './turns.ts';
import {
  ConnectionId,
  type Caller,
  type ConnectionChange,
  type ConnectionDraft,
  type ConnectionView,
  type KeychainStrength,
  type SecretSourceView,
  type Verified,
} from './types/index.ts';

export interface ConnectionsOptions extends CatalogueOptions {
  readonly store: ConnectionStore;
  readonly secrets: SecretKeeper;
  readonly governors: GovernorKeeper;
  readonly programs: Programs | undefined;
  readonly host: Omit<HostPorts, 'transport'>;
  /** The network for one connection, or for one trial. */
  readonly transportFor: (key: string) => HttpTransport;
  readonly env: Env;
  readonly onEvent: RuntimeOptions['onEvent'];
  readonly onNoticed: RuntimeOptions['onNoticed'];
  /** Told when what a connection held was given up: its next use makes it anew. */
  readonly onReplaced: (id: ConnectionId) => void;
  readonly newId: () => string;
  readonly events: EventHub;
  readonly logger: Logger;
}

/** The configured accounts: what is saved, and what each holds while the application runs. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #catalogue: Catalogue;
  readonly #saved: SavedConnections;
  readonly #lift: SettingsLift;
  readonly #live: LiveRuntimes;
  readonly #updates = new Turns<ConnectionId>();
  readonly #stop = new AbortController();
  readonly #sources: SecretSources;
  readonly #prover: Prover;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    const { signal } = this.#stop;
    this.#catalogue = new Catalogue(options);
    this.#saved = new SavedConnections(options);
    this.#lift = new SettingsLift({ ...options, catalogue: this.#catalogue });
    this.#live = new LiveRuntimes({ ...options, saved: this.#saved, catalogue: this.#catalogue, signal });
    this.#sources = new SecretSources(options);
    this.#prover = new Prover({
      ...options,
      sources: this.#sources,
      load: (contract) => this.#catalogue.load(contract),
      signal,
    });
  }

  /** Reads what is saved. Settings that an earlier version has saved are lifted, and saved so; what cannot be lifted stays as it is. */
  load(): Promise<void> {
    return this.#saved.load((connection) => this.#lift.load(connection));
  }

  /** Why it cannot be used as it was saved, and what to do about it; null when it can, or it is gone. */
  attention(id: ConnectionId): string | null {
    return this.#lift.attention(this.#saved.find(id));
  }

  /** Whether it is asked how it is: neither one that is switched off, nor one whose integration this version does not have. */
  isAsked({ enabled, integration }: ConnectionView): boolean {
    return enabled && this.#catalogue.has(integration);
  }

  /** By label. */
  list(): readonly ConnectionView[] {
    return this.#saved.list();
  }

  has(id: ConnectionId): boolean {
    return this.#saved.has(id);
  }

  /** @throws IntegrationError `not_found` */
  get(id: ConnectionId): ConnectionView {
    return this.#saved.get(id);
  }

  /** Tries a draft without saving it. `id` names the connection it is meant to change, if any. */
  async verify(draft: ConnectionDraft, id?: ConnectionId, caller?: Caller): Promise<Verified> {
    const { account, label, grants } = (await this.#prove(draft, id, caller)).identity;
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

  /** Proves the draft, then saves it. What is proven is saved, whatever the caller does then. */
  async add(draft: ConnectionDraft, caller?: Caller): Promise<ConnectionView> {
    const { identity, config, version, texts } = await this.#prove(draft, undefined, caller);
    const { sealed, ...kept } = await this.#options.secrets.seal(texts, draft.keepSecrets);
    const now = this.#options.env.clock.wallNow();
    const connection: ConnectionView = {
      id: ConnectionId.parse(this.#options.newId()),
      integration: draft.integration,
      label: labelOf(draft.label) ?? identity.label,
      account: identity.account,
      config,
      contractVersion: version,
      enabled: true,
      policy: {},
      ...kept,
      createdAt: now,
      updatedAt: now,
    };
    return this.#saved.oneByOne(async () => {
      this.#saved.assertNew(draft.integration, identity.account, undefined);
      await this.#options.store.put(connection, sealed);
      this.#options.secrets.remember(connection.id, connection.secretStorage, texts);
      this.#saved.keep(connection);
      return connection;
    });
  }

  /** Changes what is given; id and history stay. New settings or credentials are proven first. Changes of one connection go one after another. */
  async update(id: ConnectionId, change: ConnectionChange, caller?: Caller): Promise<ConnectionView> {
    return this.#updates.take(id, () => this.#update(id, { ...change, secrets: typedSecrets(change.secrets) }, caller));
  }

  async #update(id: ConnectionId, change: ConnectionChange, caller: Caller | undefined): Promise<ConnectionView> {
    const saved = this.get(id);
    const { integration } = saved;
    const { secrets, secretsFrom, clearSecrets = [] } = change;
    const touched = secrets !== undefined || secretsFrom !== undefined || clearSecrets.length > 0;
    const renewed = change.config !== undefined || touched;
    const config = renewed ? settingsToProve(this.contract(integration), saved, change.config) : undefined;
    const proof = renewed ? await this.#prove({ integration, config, secrets, secretsFrom, clearSecrets }, id, caller) : undefined;
    // Credentials that stay as they are stay where they are.
    const sealing = proof === undefined || !touched ? undefined : await this.#options.secrets.seal(proof.texts, change.keepSecrets);
    const after = await this.#saved.oneByOne(async () => {
      // As it is now: it may have been renamed or removed while the new settings were proven.
      const before = this.get(id);
      if (proof !== undefined) this.#saved.assertNew(integration, proof.identity.account, id);
      const changed: ConnectionView = {
        ...before,
        label: labelOf(change.label) ?? before.label,
        enabled: change.enabled ?? before.enabled,
        policy: change.policy ?? before.policy,
        ...(proof === undefined ? {} : { config: proof.config, contractVersion: proof.version, account: proof.identity.account }),
        ...(sealing === undefined ? {} : { secrets: sealing.secrets, secretStorage: sealing.secretStorage }),
        updatedAt: this.#options.env.clock.wallNow(),
      };
      await this.#options.store.put(changed, sealing?.sealed);
      if (proof !== undefined && sealing !== undefined) this.#options.secrets.remember(id, changed.secretStorage, proof.texts);
      this.#saved.keep(changed);
      return changed;
    });
    if (proof !== undefined || change.policy !== undefined || change.enabled === false)
      await this.#live.release(id, new IntegrationError('cancelled', 'The connection was changed while this ran. Run it again.'), renewed);
    return after;
  }

  /**
   * Moves secrets that are kept weakly, or for this session only, into the keychain that protects them now.
   * @throws IntegrationError `storage_error` where there is none, or where the secrets do not open; nothing is changed then
   */
  async protect(id: ConnectionId): Promise<ConnectionView> {
    const { secrets, store } = this.#options;
    return this.#updates.take(id, async () => {
      const texts = await secrets.open(this.get(id));
      const { sealed, ...kept } = await secrets.seal(texts, undefined);
      return this.#saved.oneByOne(async () => {
        const changed: ConnectionView = { ...this.get(id), ...kept };
        await store.put(changed, sealed);
        secrets.remember(id, changed.secretStorage, texts);
        this.#saved.keep(changed);
        return changed;
      });
    });
  }

  /** Ends what runs, forgets the connection and its secrets; its runs stay in the journal. */
  async remove(id: ConnectionId): Promise<void> {
    await this.#saved.oneByOne(async () => {
      this.get(id);
      await this.#options.store.remove(id);
      this.#saved.drop(id);
    });
    this.#options.secrets.forget(id);
    await this.#live.release(id, new IntegrationError('cancelled', 'The connection was removed while this ran.'));
    this.#options.governors.forget(id);
    this.#options.events.emit({ type: 'connection_removed', id });
  }

  /** Keeps what the keychain wants to have in a new form, unless it was changed or removed meanwhile. Never rejects: the old form still opens. */
  async reseal(id: ConnectionId, before: SealedSecrets, after: SealedSecrets): Promise<void> {
    try {
      await this.#saved.oneByOne(async () => {
        const connection = this.#saved.find(id);
        if (connection === undefined || (await this.#options.store.sealed(id))?.data !== before.data) return;
        const secretStorage = this.#options.secrets.storageOf(after);
        const changed = { ...connection, secretStorage };
        await this.#options.store.put(changed, after);
        if (secretStorage !== connection.secretStorage) this.#saved.keep(changed);
      });
    } catch (error) {
      this.#options.logger.error('credentials could not be kept in their new form', { error: serializeError(toIntegrationError(error)) });
    }
  }

  /** The live half of a saved connection; made on first use. @throws IntegrationError when it is switched off or its secrets do not open */
  runtime(id: ConnectionId): Promise<ConnectionRuntime> {
    return this.#live.get(id);
  }

  /** @throws IntegrationError `not_found` */
  contract(integration: string): AnyContract {
    return this.#catalogue.contract(integration);
  }

  async dispose(): Promise<void> {
    this.#stop.abort(new IntegrationError('cancelled', 'The application was closed while this ran.'));
    const reason = new IntegrationError('cancelled', 'The application was closed while this ran.');
    await this.#live.releaseAll(reason);
  }

  async #prove(draft: ConnectionDraft, self: ConnectionId | undefined, caller: Caller | undefined): Promise<Proof> {
    const contract = this.contract(draft.integration);
    const proof = await this.#prover.prove(contract, draft, self === undefined ? undefined : this.get(self), caller);
    this.#saved.assertNew(contract.id, proof.identity.account, self);
    return proof;
  }
}
