import { cancelled, Env, IntegrationError, linkedAbort, serializeError, toIntegrationError, type Clock } from '@wiz/core';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { HostPorts, HttpTransport, Integration } from '@wiz/integration-kit/main';
import { Connections } from './connections.ts';
import { EventHub } from './event-hub.ts';
import { Executor } from './executor.ts';
import { GovernorKeeper } from './governor-keeper.ts';
import { HealthMonitor } from './health-monitor.ts';
import { Journal } from './journal.ts';
import { Previews } from './previews.ts';
import { Recorders } from './recorders.ts';
import { runAgain } from './run-again.ts';
import type { Logger, Programs, Store, Vault } from './ports.ts';
import { SecretKeeper } from './secret-keeper.ts';
import { StateFeed } from './state-feed.ts';
import { StreamGate } from './stream-gate.ts';
import { Tickets } from './tickets.ts';
import { States } from './states.ts';
import type {
  Answer,
  ConnectionId,
  ConnectionMetrics,
  ConnectionState,
  EngineEvent,
  RunAgain,
  RunDetail,
  RunId,
  RunRequest,
  RunsPage,
  RunsQuery,
  StreamEvent,
  Ticket,
} from './types/index.ts';

/** Longest silence of a stream where the contract says nothing, in milliseconds. */
const defaultIdleMs = 30_000;

/** A state that is not known after so long is told as it is known then, in milliseconds; the rest comes as an event. */
const statesMs = 300;

export interface EngineOptions {
  readonly contracts: Readonly<Record<string, AnyContract>>;
  /** Loads an integration's main half; called on first use only. */
  readonly implementations: Readonly<Record<string, () => Promise<Integration>>>;
  readonly store: Store;
  readonly vault: Vault;
  /** Where contracts may have secret sources. @default none is installed */
  readonly programs?: Programs;
  readonly host: Omit<HostPorts, 'clock' | 'transport'>;
  /** The network for one connection, or for one trial: nothing is shared between two of them. */
  readonly transportFor: (key: string) => HttpTransport;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Unguessable and unique: also used for one-time tokens. */
  readonly newId: () => string;
  readonly logger: Logger;
}

export interface Engine {
  readonly connections: Pick<
    Connections,
    'list' | 'get' | 'verify' | 'secretSources' | 'keychain' | 'add' | 'update' | 'protect' | 'remove'
  >;
  readonly runs: {
    list(query: RunsQuery): Promise<RunsPage>;
    /** @throws IntegrationError `not_found` */
    get(id: RunId): Promise<RunDetail>;
    /** What a run would be asked as today. @throws IntegrationError `not_found`, `validation_error` with what to do instead */
    again(id: RunId): Promise<RunAgain>;
    /** Ends a run; false when it is over already. */
    cancel(id: RunId): boolean;
    clear(): Promise<void>;
  };
  readonly health: {
    /** Of every connection. */
    states(): Promise<readonly ConnectionState[]>;
    /** Asks the system now, also through an open circuit. @throws IntegrationError `not_found` */
    check(id: ConnectionId): Promise<ConnectionState>;
    metrics(id: ConnectionId): Promise<ConnectionMetrics>;
    resetMetrics(id: ConnectionId): Promise<void>;
  };
  /** The network may be another one: every connection is asked soon. */
  networkChanged(): void;
  prepare(request: RunRequest): Promise<Ticket>;
  run(request: RunRequest): Promise<Answer<unknown>>;
  /** Starts when it is first read; leaving the loop ends the run. */
  stream(request: RunRequest): AsyncGenerator<StreamEvent<unknown, unknown>, void>;
  /** @returns the unsubscribe function */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /**
   * Ends every run, writes it to the journal, and gives back everything. What is asked afterwards is refused.
   * The store belongs to who made it.
   */
  dispose(): Promise<void>;
  /** Settles when no work is left, not even such whose caller was answered already. May never settle: bound the wait. */
  idle(): Promise<void>;
}

/**
 * Makes an engine over the given ports and reads what is saved. Knows no Electron and no window.
 *
 * @throws IntegrationError `storage_error` when the store cannot be read
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { clock, random, newId, logger, store } = options;
  const events = new EventHub(logger);
  const secrets = new SecretKeeper(options.vault, store.connections, (id, before, after) => {
    void connections.reseal(id, before, after);
  });
  const governors = new GovernorKeeper(store.governors, clock, logger);
  const recorders = new Recorders(clock);
  const feed: StateFeed = new StateFeed(clock, events, (id) => states.stateOf(id));
  const connections = new Connections({
    contracts: options.contracts,
    implementations: options.implementations,
    store: store.connections,
    secrets,
    governors,
    programs: options.programs,
    host: { ...options.host, clock },
    transportFor: options.transportFor,
    env: new Env({ clock, random, sink: () => undefined }),
    // The states hear what the policies of every connection report, and need the connections; so they are bound late.
    onEvent: (runtime, event, call) => {
      recorders.observe(runtime, event, call);
      states.observe(runtime, event);
    },
    onNoticed: (runtime) => {
      states.noticed(runtime);
    },
    onReplaced: (id) => {
      states.renewed(id);
      if (monitor.watches(id)) monitor.watch(id);
    },
    newId,
    events,
    logger,
  });
  const monitor = new HealthMonitor({
    clock,
    random,
    newId,
    logger,
    runtime: (id) => connections.runtime(id),
    contract: (id) => connections.contract(connections.get(id).integration),
    onUnreachable: (id, error) => {
      states.unreachable(id, error);
    },
    onReconnecting: (id) => {
      feed.changed(id);
    },
    onSettled: () => {
      states.settled();
    },
  });
  const states: States = new States({ connections, monitor, governors, feed });
  const tickets = new Tickets(clock, newId);
  const previews = new Previews({ connections, tickets, logger, newId });
  const executor = new Executor({
    connections,
    tickets,
    recorders,
    journal: new Journal({ runs: store.runs, events, logger }),
    env: new Env({ clock, random, sink: () => undefined }),
    logger,
    newId,
    onInvalidated: (connection, operations) => {
      events.emit({ type: 'invalidated', connection, operations });
    },
  });
  const unfollow = events.subscribe((event) => {
    if (event.type === 'connection') {
      if (!connections.isAsked(event.connection)) monitor.unwatch(event.connection.id);
      else if (!monitor.watches(event.connection.id)) monitor.watch(event.connection.id);
    }
    if (event.type === 'connection_removed') states.forget(event.id as ConnectionId);
  });
  try {
    await connections.load();
  } catch (error) {
    monitor.dispose();
    throw error;
  }
  for (const connection of connections.list()) if (connections.isAsked(connection)) monitor.watch(connection.id);
  const halfDone = new IntegrationError(
    'cancelled',
    'The application ended while this ran. It may have been done; check before you run it again.',
    { outcome: 'unknown' },
  );
  const unfinished = new IntegrationError('cancelled', 'The application ended while this ran. Run it again.');
  try {
    const count =
      (await store.runs.interrupt(['write', 'destructive'], serializeError(halfDone))) +
      (await store.runs.interrupt(['read', 'idempotent'], serializeError(unfinished)));
    if (count > 0) logger.info('runs of an earlier process marked as interrupted', { count });
  } catch (error) {
    // A full disk must not keep people from what can be read; the marks are made at a later start.
    logger.error('runs of an earlier process could not be marked', { error: serializeError(toIntegrationError(error)) });
  }

  async function runOf(id: RunId): Promise<RunDetail> {
    // The journal has a run that is under way as it began.
    const found = recorders.detail(id) ?? (await store.runs.get(id));
    if (found === undefined) throw new IntegrationError('not_found', 'This run is not in the journal any more.');
    return found;
  }

  async function* stream(request: RunRequest): AsyncGenerator<StreamEvent<unknown, unknown>, void> {
    const operation = connections.contract(connections.get(request.connection).integration).operations[request.operation];
    const { idleMs = defaultIdleMs } = operation?.limits ?? {};
    const gate = new StreamGate(idleMs);
    const stop = linkedAbort(request.signal ?? new AbortController().signal);
    const work = executor
      .run({ ...request, signal: stop.signal }, gate)
      .then(
        (answer) => {
          gate.finish({ type: 'done', answer });
        },
        (error: unknown) => {
          gate.fail(toIntegrationError(error));
        },
      )
      // Not below: a reader that is gone never comes back for the end.
      .finally(() => {
        stop.release();
      });
    try {
      yield* gate.events();
    } finally {
      stop.abort(cancelled());
      await work;
    }
  }

  return {
    connections,
    runs: {
      list: (query) => store.runs.list(query),
      get: runOf,
      again: async (id) => runAgain(connections, await runOf(id)),
      cancel: (id) => executor.cancel(id),
      clear: async () => {
        await store.runs.clear();
        events.emit({ type: 'runs_cleared' });
      },
    },
    health: {
      // A keychain that asks the person must not hide the others.
      states: async () => {
        const limit = new AbortController();
        const late = clock.sleep(statesMs, limit.signal).catch(() => undefined);
        try {
          return await Promise.all(connections.list().map(({ id }) => Promise.race([states.of(id), late.then(() => states.stateOf(id))])));
        } finally {
          limit.abort();
        }
      },
      check: async (id) => {
        connections.get(id);
        await monitor.check(id);
        return states.of(id);
      },
      metrics: async (id) => (await connections.runtime(id)).metricsView(),
      resetMetrics: async (id) => {
        (await connections.runtime(id)).metrics.reset();
      },
    },
    networkChanged: () => {
      monitor.checkAllSoon();
    },
    prepare: (request) => previews.prepare(request),
    run: (request) => executor.run(request),
    stream,
    subscribe: (listener) => events.subscribe(listener),
    dispose: async () => {
      const reason = new IntegrationError('cancelled', 'The application was closed while this ran.');
      await Promise.all([executor.close(reason), previews.close(reason)]);
      unfollow();
      monitor.dispose();
      feed.dispose();
      await connections.dispose();
      await governors.close();
    },
    idle: async () => {
      await Promise.all([executor.idle(), previews.idle()]);
    },
  };
}
