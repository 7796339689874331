import { toIntegrationError, type HealthReport, type PolicyEvent } from '@wiz/core';
import type { ConnectionRuntime } from './connection-runtime.ts';
import type { Connections } from './connections.ts';
import type { GovernorKeeper } from './governor-keeper.ts';
import { isOwnRefusal, type HealthMonitor } from './health-monitor.ts';
import type { StateFeed } from './state-feed.ts';
import type { ConnectionId, ConnectionState } from './types/index.ts';

export interface StatesOptions {
  readonly connections: Pick<Connections, 'get' | 'has' | 'runtime' | 'attention'>;
  readonly monitor: Pick<HealthMonitor, 'circuitOpened' | 'isReconnecting' | 'settling' | 'unwatch'>;
  readonly governors: GovernorKeeper;
  readonly feed: StateFeed;
}

type HealthChange = Extract<PolicyEvent, { type: 'health_changed' }>;

const unknown: HealthReport = {
  status: 'unknown',
  since: 0,
  lastCheckedAt: null,
  latencyMs: null,
  lastError: null,
  consecutiveFailures: 0,
};

/** Follows how every connection is doing, from what its policies report. */
export class States {
  readonly #options: StatesOptions;
  /** Runtimes that have reported something. */
  readonly #live = new Map<ConnectionId, ConnectionRuntime>();
  /** Why a connection's secrets do not open. */
  readonly #reconnect = new Map<ConnectionId, string>();
  /** What is not told as long as only the network may be missing. */
  readonly #held = new Map<ConnectionId, HealthChange>();

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  observe(runtime: ConnectionRuntime, event: PolicyEvent): void {
    const { feed, governors, monitor } = this.#options;
    const { id } = runtime.connection;
    if (runtime.disposed || !this.#isKnown(id)) return;
    this.#live.set(id, runtime);
    this.#reconnect.delete(id);
    if (event.type === 'health_changed') this.#healthChanged(id, event);
    if (event.type === 'circuit_opened') monitor.circuitOpened(id, event.ms);
    governors.changed(id, runtime);
    feed.changed(id);
  }

  /** The system announces the end of something. */
  noticed(runtime: ConnectionRuntime): void {
    const { id } = runtime.connection;
    if (runtime.disposed || !this.#isKnown(id)) return;
    this.#options.governors.changed(id, runtime);
    this.#options.feed.changed(id);
  }

  /** It could not be asked how it is. */
  unreachable(id: ConnectionId, thrown: unknown): void {
    if (!this.#isKnown(id)) return;
    const error = toIntegrationError(thrown);
    if (error.code === 'keychain' || error.code === 'keychain_locked') this.#reconnect.set(id, error.message);
    if (!isOwnRefusal(error) && !this.#options.monitor.settling) this.#tellHeld(id);
    this.#options.feed.changed(id);
  }

  /** The network has had its time: what is still bad now is told. Behind an open circuit only its probe knows. */
  settled(): void {
    for (const id of [...this.#held.keys()]) if (this.#live.get(id)?.circuitRetryMs === null) this.#tellHeld(id);
  }

  /** @throws IntegrationError `not_found` */
  async of(id: ConnectionId): Promise<ConnectionState> {
    const connection = this.#options.connections.get(id);
    if (connection.enabled && this.#live.get(id)?.disposed !== false) {
      try {
        this.#live.set(id, await this.#options.connections.runtime(id));
        this.#reconnect.delete(id);
      } catch (error) {
        this.unreachable(id, error);
      }
    }
    return this.stateOf(id);
  }

  /** Its settings may be others now: what was known is asked anew. */
  renewed(id: ConnectionId): void {
    this.#live.delete(id);
    this.#reconnect.delete(id);
    this.#held.delete(id);
    this.#options.feed.changed(id);
  }

  #healthChanged(id: ConnectionId, event: HealthChange): void {
    const { connections, feed, monitor } = this.#options;
    const held = this.#held.get(id);
    this.#held.delete(id);
    if (monitor.settling && (event.to === 'unhealthy' || event.to === 'degraded'))
      this.#held.set(id, { ...event, from: held?.from ?? event.from });
    // Nobody was told that it was not well.
    else if (held === undefined || event.to !== 'healthy') feed.alert(connections.get(id), event);
  }

  #tellHeld(id: ConnectionId): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    this.#options.feed.alert(this.#options.connections.get(id), held);
    this.#options.feed.changed(id);
  }

  #isKnown(id: ConnectionId): boolean {
    return this.#options.connections.has(id);
  }

  forget(id: ConnectionId): void {
    this.#live.delete(id);
    this.#reconnect.delete(id);
    this.#held.delete(id);
    this.#options.monitor.unwatch(id);
    this.#options.feed.forget(id);
  }

  /** What is known now, without asking anybody. */
  stateOf(id: ConnectionId): ConnectionState {
    const reconnect = this.#reconnect.get(id) ?? null;
    const attention = this.#options.connections.attention(id);
    const live = this.#live.get(id);
    const reconnecting = this.#held.get(id)?.to === 'unhealthy' || this.#options.monitor.isReconnecting(id);
    if (live?.disposed === false) {
      const state = live.state();
      return { ...state, health: reconnecting ? { ...state.health, status: 'unknown' } : state.health, reconnect, attention, reconnecting };
    }
    return {
      connection: id,
      health: unknown,
      circuit: { at: 'closed', nextTryAt: null, lastFailure: null },
      budget: { perMinute: null, waiting: 0, pausedUntil: null },
      running: 0,
      reconnect,
      attention,
      reconnecting,
      notices: [],
    };
  }
}
