import { IntegrationError, orAborted, type Env } from '@wiz/core';
import { parse } from '@wiz/integration-kit/contract';
import type { HostPorts, HttpTransport } from '@wiz/integration-kit/main';
import type { Catalogue } from './catalogue.ts';
import { ConnectionRuntime, type RuntimeOptions } from './connection-runtime.ts';
import { giveBack } from './give-back.ts';
import type { GovernorKeeper } from './governor-keeper.ts';
import { lazyTransport } from './lazy-transport.ts';
import { liftSettings } from './lift-settings.ts';
import type { Logger } from './ports.ts';
import type { SavedConnections } from './saved-connections.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import type { ConnectionId, ConnectionView } from './types/index.ts';

export interface LiveRuntimesOptions {
  readonly saved: Pick<SavedConnections, 'get' | 'has'>;
  readonly catalogue: Catalogue;
  readonly secrets: SecretKeeper;
  readonly governors: GovernorKeeper;
  readonly host: Omit<HostPorts, 'transport'>;
  /** The network for one connection. */
  readonly transportFor: (key: string) => HttpTransport;
  readonly env: Env;
  readonly onEvent: RuntimeOptions['onEvent'];
  readonly onNoticed: RuntimeOptions['onNoticed'];
  /** Told when what a connection held was given up: its next use makes it anew. */
  readonly onReplaced: (id: ConnectionId) => void;
  readonly logger: Logger;
  /** Once it is aborted no more are made. */
  readonly signal: AbortSignal;
}

/** What each connection holds while the application runs: made on first use, given back when it changes or goes. */
export class LiveRuntimes {
  readonly #options: LiveRuntimesOptions;
  /** What each holds, or is about to; aborting ends its making. */
  readonly #runtimes = new Map<ConnectionId, { readonly made: Promise<ConnectionRuntime>; readonly abort: AbortController }>();
  /** Connections whose former runtime is still giving back what it held. */
  readonly #closing = new Map<ConnectionId, Promise<void>>();

  constructor(options: LiveRuntimesOptions) {
    this.#options = options;
  }

  /** @throws IntegrationError when the connection is gone or switched off, its secrets do not open, or another version has saved its settings */
  async get(id: ConnectionId): Promise<ConnectionRuntime> {
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

  /** Ends what runs and gives back what the connection holds. @param provenAnew its circuit starts closed then */
  async release(id: ConnectionId, reason: IntegrationError, provenAnew = false): Promise<void> {
    const live = this.#runtimes.get(id);
    this.#runtimes.delete(id);
    live?.abort.abort(reason);
    const closing = this.#close(id, live?.made, reason, provenAnew);
    this.#closing.set(id, closing);
    await closing;
    if (this.#closing.get(id) === closing) this.#closing.delete(id);
    if (this.#options.saved.has(id)) this.#options.onReplaced(id);
  }

  async releaseAll(reason: IntegrationError): Promise<void> {
    await Promise.all([...this.#runtimes.keys()].map((id) => this.release(id, reason)));
  }

  #assertUsable(id: ConnectionId): ConnectionView {
    if (this.#options.signal.aborted) throw new IntegrationError('cancelled', 'The application is closing.', { connection: id });
    const connection = this.#options.saved.get(id);
    if (connection.enabled) return liftSettings(this.#options.catalogue.contract(connection.integration), connection);
    throw new IntegrationError('configuration_error', `“${connection.label}” is switched off. Switch it on to use it.`, { connection: id });
  }

  async #bring(connection: ConnectionView, signal: AbortSignal): Promise<ConnectionRuntime> {
    const { env, catalogue, secrets, governors, transportFor, host, onEvent, onNoticed } = this.#options;
    const contract = catalogue.contract(connection.integration);
    const integration = await catalogue.load(contract);
    const config = parse(contract.config, connection.config, 'validation_error', 'The settings of this connection are not right.');
    // A keychain may ask the person, who may never answer.
    const texts = await orAborted(secrets.open(connection), signal);
    const parsed = secrets.parsed(contract, texts);
    const governor = await governors.load(connection.id);
    const transport = lazyTransport(() => transportFor(connection.id));
    const connected = integration.connect({ config, secrets: parsed, host: { ...host, transport }, account: connection.account });
    return new ConnectionRuntime({ connection, contract, secrets: texts, connected, transport, env, onEvent, onNoticed, governor });
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
      const kept = (part: string): unknown => (typeof stored === 'object' && stored !== null ? Reflect.get(stored, part) : undefined);
      governors.changed(id, { governorState: () => ({ limiter: kept('limiter'), notices: kept('notices') }) });
    } else return;
    await governors.flush();
  }
}
