import type { IntegrationError } from './integration-error.ts';
import { SmallSet } from './small-set.ts';

/**
 * Whether calls that wait for their turn may still be sent. It holds until it is ended, once and for good, and then
 * says why. Much smaller than an abort signal, which nobody outside needs here.
 */
export class Admission {
  readonly #listeners = new SmallSet<() => void>();
  #refusal: IntegrationError | undefined;

  /** Why nobody is sent any more; undefined while they may be. */
  get refusal(): IntegrationError | undefined {
    return this.#refusal;
  }

  /** Calls back when it ends; not at all when it has ended already. Returns the function that unhooks. */
  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  end(refusal: IntegrationError): void {
    this.#refusal ??= refusal;
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
