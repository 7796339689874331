import type { Clock } from '@wiz/core';
import type { AppLogger } from '../log/file-logger.ts';
import type { RunUnderWay } from './runs-under-way.ts';

export interface WatchOptions {
  readonly clock: Pick<Clock, 'now' | 'at'>;
  /** Time on a processor that this process has used so far, all its threads together, in milliseconds. */
  readonly cpuMs: () => number;
  /** What was under way since it was last asked. */
  readonly runs: () => readonly RunUnderWay[];
  readonly logger: AppLogger;
}

/** How often it looks, in milliseconds. More often would keep an idle computer awake. */
export const lookEveryMs = 2000;

/** From one look to the next, in milliseconds. Every standstill of five seconds reaches it, some of three do. */
const silenceMs = 5000;

/**
 * Of the silence, the least that a loop was on a processor. A computer that sleeps and a process that was stopped use
 * nothing; a loop on a computer that is busy with other things has to share.
 */
const leastShare = 0.25;

/** Runs that are named at most. */
const mostRuns = 10;

/** Nothing was under way that is known by name. */
const nobody: readonly Partial<RunUnderWay>[] = [{}];

/**
 * Notices afterwards when the main process was kept so busy that its event loop did not turn: nothing was answered, no
 * window, no connection. One line for each operation that was under way, so that the diagnostics of a connection have its
 * own and no other's. What only waits, for a disk or a dialog of the system, is not told from a process that was stopped.
 *
 * @returns ends it
 */
export function watchMain({ clock, cpuMs, runs, logger }: WatchOptions): () => void {
  const lookAfter = (lastAt: number, lastCpuMs: number): (() => void) =>
    clock.at(lastAt + lookEveryMs, () => {
      const at = clock.now();
      const cpu = cpuMs();
      const [silentMs, usedMs, seen] = [at - lastAt, cpu - lastCpuMs, runs()];
      if (silentMs >= silenceMs && usedMs >= silentMs * leastShare) {
        const facts = { silentMs: Math.round(silentMs), cpuMs: Math.round(usedMs) };
        for (const run of seen.length === 0 ? nobody : seen.slice(0, mostRuns)) logger.error('main_blocked', { ...facts, ...run });
      }
      cancel = lookAfter(at, cpu);
    });
  let cancel = lookAfter(clock.now(), cpuMs());
  return () => {
    cancel();
  };
}
