import { serializeError, toIntegrationError } from '@wiz/core';
import type { EventHub } from './event-hub.ts';
import type { Logger, RunStore } from './ports.ts';
import type { RunRecorder } from './run-recorder.ts';

export interface JournalOptions {
  readonly runs: RunStore;
  readonly events: EventHub;
  readonly logger: Logger;
}

/** Writes the rows of runs and tells the windows of them. */
export class Journal {
  readonly #options: JournalOptions;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /**
   * The first row. For a change it is on the disk before the first byte leaves, so that a crash cannot hide a write.
   * @throws IntegrationError `storage_error` when a durable row cannot be written
   */
  async begin(recorder: RunRecorder, durable: boolean): Promise<void> {
    if (durable) await this.#options.runs.put(recorder.detail(), true);
    else this.#keep(recorder);
    this.#tell(recorder);
  }

  /**
   * The last row. A journal that cannot be written does not undo what was done.
   * @returns what the caller should be warned of
   */
  async end(recorder: RunRecorder, durable: boolean): Promise<readonly string[]> {
    try {
      if (durable) await this.#options.runs.put(recorder.detail(), true);
      else this.#keep(recorder);
      return [];
    } catch (error) {
      this.#report(error, recorder);
      return ['It was done, but the journal could not be written. Check the free space on the disk of your user data.'];
    } finally {
      this.#tell(recorder);
    }
  }

  #keep(recorder: RunRecorder): void {
    this.#options.runs.put(recorder.detail(), false).catch((error: unknown) => {
      this.#report(error, recorder);
    });
  }

  #report(error: unknown, { facts: { correlationId } }: RunRecorder): void {
    this.#options.logger.error('the journal could not be written', { error: serializeError(toIntegrationError(error)), correlationId });
  }

  #tell(recorder: RunRecorder): void {
    this.#options.events.emit({ type: 'run', run: recorder.summary() });
  }
}
