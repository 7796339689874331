import { linkedAbort, toIntegrationError, type Call, type Clock, type ErrorCategory, type IntegrationError } from '@wiz/core';
import { parse, type AnyContract } from '@wiz/integration-kit/contract';
import type { CallScope } from '@wiz/integration-kit/main';
import type { ConnectionRuntime } from './connection-runtime.ts';
import { logUnexpected } from './log-unexpected.ts';
import type { Logger } from './ports.ts';
import { settleMs } from './settling.ts';
import type { ConnectionId } from './types/index.ts';

/** How often a connection that nothing happens on is asked, in milliseconds, and the share that chance adds or takes. */
const everyMs = 300_000;
const jitter = 0.1;
/** After start, wake or a change of the network, connections are asked within so many milliseconds, not all at once. */
const soonMs = 5000;
/** Meanwhile, and while a system recovers, it is asked again after this time, up to twice as long by chance, in milliseconds. */
const againMs = 5000;

const refusals: ReadonlySet<ErrorCategory> = new Set(['circuit_open', 'rate_limit_error', 'overloaded']);

/** Whether we refused a probe ourselves, so that it tells nothing of the system. */
export function isOwnRefusal({ category }: IntegrationError): boolean {
  return refusals.has(category);
}

export interface HealthMonitorOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly runtime: (id: ConnectionId) => Promise<ConnectionRuntime>;
  readonly contract: (id: ConnectionId) => AnyContract;
  /** Told when a connection could not even be asked. */
  readonly onUnreachable: (id: ConnectionId, error: IntegrationError) => void;
  /** Told when a connection begins or ends to be reconnecting. */
  readonly onReconnecting: (id: ConnectionId) => void;
  /** Told when the network has had its time to be there again. */
  readonly onSettled: () => void;
}

/**
 * Asks every connection that it watches how it is: every five minutes, soon after wake, change of network or settings, and when
 * an open circuit may be tried again. One timer a connection.
 */
export class HealthMonitor {
  readonly #options: HealthMonitorOptions;
  readonly #timers = new Map<ConnectionId, () => void>();
  /** Connections whose last probe has not really ended: another one would take one more slot. */
  readonly #working = new Set<ConnectionId>();
  /** Connections that have not answered since the computer woke or the network changed. */
  readonly #reconnecting = new Set<ConnectionId>();
  readonly #stop = new AbortController();
  readonly #offWake: () => void;
  /** There while the network may not be there again. */
  #cancelSettling: (() => void) | undefined;

  constructor(options: HealthMonitorOptions) {
    this.#options = options;
    this.#offWake = options.clock.onWake(() => {
      this.checkAllSoon();
    });
  }

  watches(id: ConnectionId): boolean {
    return this.#timers.has(id);
  }

  /** From now on, beginning soon. */
  watch(id: ConnectionId): void {
    this.#arm(id, this.#options.random() * soonMs);
  }

  unwatch(id: ConnectionId): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#reconnecting.delete(id);
  }

  /** Whether the computer has just woken, or the network changed: what does not answer may only be out of reach. */
  get settling(): boolean {
    return this.#cancelSettling !== undefined;
  }

  /** Whether what is known of it is of the time before the computer woke or the network changed, and its next answer is awaited. */
  isReconnecting(id: ConnectionId): boolean {
    return this.#reconnecting.has(id);
  }

  /** The network may be another one, or not be there yet. */
  checkAllSoon(): void {
    if (this.#stop.signal.aborted) return;
    const { clock, onReconnecting, onSettled } = this.#options;
    this.#cancelSettling?.();
    this.#cancelSettling = clock.at(clock.now() + settleMs, () => {
      this.#cancelSettling = undefined;
      for (const id of [...this.#reconnecting]) this.#reconnected(id);
      onSettled();
    });
    for (const id of [...this.#timers.keys()]) {
      this.watch(id);
      this.#reconnecting.add(id);
      onReconnecting(id);
    }
  }

  /** Asks now, also through an open circuit; settles when it is known. Never rejects. */
  async check(id: ConnectionId): Promise<void> {
    const refused = await this.#ask(id, true);
    if (this.#timers.has(id)) await this.#armNext(id, refused);
  }

  /** The circuit of a watched connection opened: come back when it may be tried. */
  circuitOpened(id: ConnectionId, retryMs: number | null): void {
    if (retryMs !== null && this.#timers.has(id)) this.#arm(id, Math.min(retryMs, everyMs));
  }

  dispose(): void {
    this.#offWake();
    this.#stop.abort();
    this.#cancelSettling?.();
    this.#cancelSettling = undefined;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#reconnecting.clear();
  }

  #arm(id: ConnectionId, inMs: number): void {
    const { clock } = this.#options;
    const moment = clock.now() + inMs;
    this.#timers.get(id)?.();
    this.#timers.set(
      id,
      clock.at(moment, () => {
        // All that was due while the computer slept comes in one moment.
        if (clock.now() - moment > soonMs) this.watch(id);
        else void this.#ask(id, false).then((refused) => this.#armNext(id, refused));
      }),
    );
  }

  /** @param refused why the probe was not even sent, or what it failed with */
  async #armNext(id: ConnectionId, refused: IntegrationError | undefined): Promise<void> {
    if (!this.#isWatching(id)) return;
    const runtime = await this.#options.runtime(id).catch(() => undefined);
    if (this.#isWatching(id)) this.#arm(id, this.#nextMs(runtime, refused));
  }

  /** Milliseconds until it is asked again. */
  #nextMs(runtime: ConnectionRuntime | undefined, refused: IntegrationError | undefined): number {
    const { random } = this.#options;
    const regular = everyMs * (1 - jitter + 2 * jitter * random());
    // What we refused ourselves is not asked again before it would be let through.
    if (refused !== undefined && isOwnRefusal(refused)) return Math.max(1000, refused.retryAfterMs ?? regular);
    const retryMs = runtime?.circuitRetryMs ?? null;
    if (retryMs !== null) return Math.min(regular, Math.max(retryMs, 1000));
    // One answer does not make an ill system well, but the next may.
    const soon = refused === undefined ? runtime?.state().health.status === 'unhealthy' : this.settling && refused.retryable;
    return soon ? againMs * (1 + random()) : regular;
  }

  /** Asked again after every wait: it may have been removed or disposed of meanwhile. */
  #isWatching(id: ConnectionId): boolean {
    return !this.#stop.signal.aborted && this.#timers.has(id);
  }

  async #ask(id: ConnectionId, now: boolean): Promise<IntegrationError | undefined> {
    const { newId, logger, contract, onUnreachable } = this.#options;
    if (this.#working.has(id)) return undefined;
    const abort = linkedAbort(this.#stop.signal);
    const correlationId = newId();
    let runtime: ConnectionRuntime | undefined;
    let untrack: (() => void) | undefined;
    try {
      const live = await this.#options.runtime(id);
      runtime = live;
      untrack = live.track(abort);
      const { health, operations } = contract(id);
      const operation = health === undefined ? undefined : operations[health.probe];
      const call: Call = {
        operation: health?.probe ?? 'verify',
        effect: 'read',
        attempt: 1,
        signal: abort.signal,
        correlationId,
        ...(now ? { probe: true } : {}),
      };
      await live.probePolicy(async ({ signal, correlationId }): Promise<unknown> => {
        const notice = live.noticeOf(call.operation);
        const scope: CallScope = { signal, correlationId, idempotencyKey: correlationId, rate: live.rate, notice };
        if (health === undefined || operation === undefined) return this.#atWork(id, live.connected.verify(scope));
        const input = parse(operation.input, health.input ?? {}, 'internal_error', 'The health probe of this version is wrong.');
        const nobody = { warn: () => undefined, progress: () => undefined, chunk: () => Promise.resolve() };
        return this.#atWork(id, live.connected.handle(health.probe, input, { ...scope, ...nobody }));
      }, call);
      this.#reconnected(id);
      return undefined;
    } catch (error) {
      // What the system did is known to the health layer already; what kept us from asking is not.
      const problem = toIntegrationError(error);
      logUnexpected(logger, error, runtime?.clean(problem) ?? problem, { correlationId, connection: id, operation: 'health' });
      // Whatever says more than that it is out of reach is its state.
      if (!this.settling || !problem.retryable || isOwnRefusal(problem)) this.#reconnected(id);
      onUnreachable(id, problem);
      return problem;
    } finally {
      untrack?.();
      abort.release();
    }
  }

  #reconnected(id: ConnectionId): void {
    if (this.#reconnecting.delete(id)) this.#options.onReconnecting(id);
  }

  /** Remembers a probe until it really ends. */
  async #atWork(id: ConnectionId, work: Promise<unknown>): Promise<unknown> {
    this.#working.add(id);
    try {
      return await work;
    } finally {
      this.#working.delete(id);
    }
  }
}
