import type { RunningStandIn, StandInDescription } from './stand-in.ts';

/** The stand-ins of one law: operations that change nothing share one, every other cell has its own. */
export class StandIns {
  readonly #start: StandInDescription['start'];
  readonly #started: Promise<RunningStandIn>[] = [];
  #shared: Promise<RunningStandIn> | undefined;

  constructor({ start }: Pick<StandInDescription, 'start'>) {
    this.#start = start;
  }

  take(isShared: boolean): Promise<RunningStandIn> {
    if (!isShared) return this.#fresh();
    return (this.#shared ??= this.#fresh());
  }

  async close(): Promise<void> {
    await Promise.all(this.#started.map(async (started) => (await started.catch(() => undefined))?.close()));
  }

  #fresh(): Promise<RunningStandIn> {
    const started = this.#start();
    this.#started.push(started);
    return started;
  }
}
