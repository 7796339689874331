import type { RunDetail, TimelineEntry } from '@wiz/engine/types';

/** A piece of a run's time. */
export interface TimelineBar {
  readonly as: 'answered' | 'failed' | 'running' | 'wait';
  /** Where it begins and how long it is, in percent of the whole. */
  readonly left: number;
  readonly width: number;
}

export interface TimelineRow {
  readonly entry: TimelineEntry;
  /** Undefined for what takes no time of its own. */
  readonly bar: TimelineBar | undefined;
}

export interface Timeline {
  /** Milliseconds from the run's start to its end; of one that runs, to the end of what is known. */
  readonly totalMs: number;
  readonly rows: readonly TimelineRow[];
}

/**
 * What a run did and waited for as bars on one time axis.
 *
 * @param now milliseconds since 1970, for a run that is not over
 */
export function timelineOf(run: Pick<RunDetail, 'timeline' | 'durationMs' | 'startedAt' | 'state'>, now: number): Timeline {
  const soFar = run.state === 'running' ? Math.max(0, now - run.startedAt) : 0;
  const known = run.timeline.map((entry) => entry.startedAtMs + (entry.type === 'joined' ? 0 : (entry.durationMs ?? 0)));
  const totalMs = run.durationMs ?? Math.max(soFar, ...known, 0);
  const percent = (ms: number): number => (totalMs === 0 ? 0 : (Math.min(Math.max(ms, 0), totalMs) / totalMs) * 100);
  return {
    totalMs,
    rows: run.timeline.map((entry) => {
      if (entry.type === 'joined') return { entry, bar: undefined };
      const { startedAtMs, durationMs } = entry;
      // What another run had begun before reaches in from the left.
      const left = percent(startedAtMs);
      const width = totalMs === 0 ? 100 : percent(durationMs === null ? totalMs : startedAtMs + durationMs) - left;
      return { entry, bar: { as: lookOf(entry), left, width } };
    }),
  };
}

/**
 * The part of a run's time in which it waited, in milliseconds.
 *
 * @param now milliseconds since 1970, for a run that is not over
 */
export function waitedMs({ timeline, state, startedAt }: Pick<RunDetail, 'timeline' | 'startedAt' | 'state'>, now: number): number {
  const waits = timeline.flatMap((entry) => {
    if (entry.type !== 'wait') return [];
    const from = Math.max(0, entry.startedAtMs);
    const open = state === 'running' ? Math.max(from, now - startedAt) : from;
    return [Math.max(0, (entry.durationMs === null ? open : entry.startedAtMs + entry.durationMs) - from)];
  });
  return waits.reduce((sum, ms) => sum + ms, 0);
}

function lookOf(entry: Exclude<TimelineEntry, { type: 'joined' }>): TimelineBar['as'] {
  if (entry.type === 'wait') return 'wait';
  return entry.category !== null ? 'failed' : entry.durationMs === null ? 'running' : 'answered';
}
