import { serializeError, toIntegrationError, type Clock } from '@wiz/core';
import type { GovernorStore, Logger } from './ports.ts';
import type { ConnectionId } from './types/index.ts';

/** The longest that a spent budget is known to memory only, in milliseconds. */
const saveEveryMs = 2000;

interface Governed {
  governorState(): unknown;
}

/** Saves the state of limiters and breakers soon after it changed, several changes at once, and sets no timer while nothing does. */
export class GovernorKeeper {
  readonly #store: GovernorStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #changed = new Map<ConnectionId, Governed>();
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(store: GovernorStore, clock: Clock, logger: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** @param governed asked for its state when that is saved */
  changed(id: ConnectionId, governed: Governed): void {
    if (this.#closed) return;
    this.#changed.set(id, governed);
    this.#cancelTimer ??= this.#clock.at(this.#clock.now() + saveEveryMs, () => {
      this.#cancelTimer = undefined;
      void this.flush();
    });
  }

  /** What it was before; undefined when nothing is known. A state that cannot be read is logged, not thrown. */
  async load(id: ConnectionId): Promise<unknown> {
    try {
      return await this.#store.load(id);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** Saves what changed. Never rejects: a budget that cannot be saved must not stop a call. */
  async flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [id, governed] of changed) {
      try {
        await this.#store.save(id, governed.governorState());
      } catch (error) {
        this.#report(error);
      }
    }
  }

  /** Saves what changed for the last time. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  /** For a connection that is gone: nothing of it is saved any more. */
  forget(id: ConnectionId): void {
    this.#changed.delete(id);
  }

  #report(error: unknown): void {
    this.#logger.error('limits could not be kept', { error: serializeError(toIntegrationError(error)) });
  }
}
