import type { Logger } from './ports.ts';
import type { EngineEvent } from './types/index.ts';

/** Tells every subscriber what happened. A subscriber that throws changes nothing for the others. */
export class EventHub {
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @returns the unsubscribe function */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#logger.error('event listener threw', { error, type: event.type });
      }
    }
  }
}
