import type { Engine } from '@wiz/engine';

/** Whose work it is, and which. */
export interface RunUnderWay {
  readonly integration: string;
  readonly connection: string;
  readonly operation: string;
}

/** A run that is over and took less, in milliseconds, has not held anything up. */
const briefMs = 1000;

/** Knows what is running, and what of it ended a moment ago. Health probes and trials of a connection are no runs. */
export class RunsUnderWay {
  readonly #running = new Map<string, RunUnderWay>();
  /** One for each operation of each connection, so that it stays small however many end. */
  #ended = new Map<string, RunUnderWay>();

  /** Hears of an engine's runs as long as that lives. */
  follow({ subscribe }: Pick<Engine, 'subscribe'>): void {
    subscribe((event) => {
      if (event.type !== 'run') return;
      const { id, integration, connection, operation, state, durationMs } = event.run;
      const run = { integration, connection, operation };
      if (state === 'running') {
        this.#running.set(id, run);
        return;
      }
      this.#running.delete(id);
      if ((durationMs ?? 0) >= briefMs) this.#ended.set(keyOf(run), run);
    });
  }

  /** Everything that was under way for longer at some time since this was last asked, what has ended first; each operation of a connection once. */
  take(): readonly RunUnderWay[] {
    const seen = this.#ended;
    this.#ended = new Map();
    for (const run of this.#running.values()) seen.set(keyOf(run), run);
    return [...seen.values()];
  }
}

function keyOf({ connection, operation }: RunUnderWay): string {
  return `${connection} ${operation}`;
}
