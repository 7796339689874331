import type { Clock, PolicyEvent } from '@wiz/core';
import type { EventHub } from './event-hub.ts';
import type { ConnectionId, ConnectionState, ConnectionView } from './types/index.ts';

/** Changes of one connection that come closer together are told as one, in milliseconds. */
const paceMs = 200;

/** Tells the windows how connections are doing: a few times a second at most, and nothing while nothing happens. */
export class StateFeed {
  readonly #clock: Clock;
  readonly #events: EventHub;
  readonly #stateOf: (id: ConnectionId) => ConnectionState;
  readonly #changed = new Set<ConnectionId>();
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  /** @param stateOf asked when it is told */
  constructor(clock: Clock, events: EventHub, stateOf: (id: ConnectionId) => ConnectionState) {
    this.#clock = clock;
    this.#events = events;
    this.#stateOf = stateOf;
  }

  changed(id: ConnectionId): void {
    if (this.#closed) return;
    this.#changed.add(id);
    this.#cancelTimer ??= this.#clock.at(this.#clock.now() + paceMs, () => {
      this.#cancelTimer = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const id of changed) this.#events.emit({ type: 'state', state: this.#stateOf(id) });
    });
  }

  /** Tells a person when a connection's health changed for the worse, or back to good. The first answer of all is no news, unless it is bad. */
  alert({ id, label }: ConnectionView, event: PolicyEvent): void {
    if (event.type !== 'health_changed' || event.to === 'unknown') return;
    if (event.from === 'unknown' && event.to === 'healthy') return;
    const sentence = {
      healthy: `“${label}” is well again.`,
      degraded: `“${label}” answers slowly, or asks for fewer calls.`,
      unhealthy: `“${label}” does not answer as it should. What runs may fail; Project Wiz keeps asking.`,
    }[event.to];
    this.#events.emit({
      type: 'alert',
      alert: { connection: id, label, from: event.from, to: event.to, sentence, at: this.#clock.wallNow() },
    });
  }

  forget(id: ConnectionId): void {
    this.#changed.delete(id);
  }

  dispose(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#changed.clear();
  }
}
