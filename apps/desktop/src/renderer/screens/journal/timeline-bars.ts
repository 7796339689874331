import type { AttemptView, RunDetail } from '@wiz/engine/types';

/** A piece of a run's time. */
export interface TimelineBar {
  readonly as: 'answered' | 'failed' | 'running' | 'wait';
  /** Where it begins and how long it is, in percent of the whole. */
  readonly left: number;
  readonly width: number;
}

export interface TimelineRow {
  readonly attempt: AttemptView;
  /** The attempt, and the wait behind it where there was one. */
  readonly bars: readonly TimelineBar[];
}

export interface Timeline {
  /** Milliseconds from the run's start to its end; of one that runs, to the end of what is known. */
  readonly totalMs: number;
  readonly rows: readonly TimelineRow[];
}

/**
 * The attempts of a run and the waits between them as bars on one time axis.
 *
 * @param now milliseconds since 1970, for a run that is not over
 */
export function timelineOf(run: Pick<RunDetail, 'timeline' | 'durationMs' | 'startedAt' | 'state'>, now: number): Timeline {
  const soFar = run.state === 'running' ? Math.max(0, now - run.startedAt) : 0;
  const known = run.timeline.map(({ startedAtMs, durationMs, waitMs }) => startedAtMs + (durationMs ?? 0) + (waitMs ?? 0));
  // A wait that was cut short by a cancel reaches no further than the run.
  const totalMs = run.durationMs ?? Math.max(soFar, ...known, 0);
  const bar = (as: TimelineBar['as'], from: number, to: number): TimelineBar => {
    const percent = (ms: number) => (totalMs === 0 ? 0 : (Math.min(Math.max(ms, 0), totalMs) / totalMs) * 100);
    return { as, left: percent(from), width: totalMs === 0 ? 100 : percent(to) - percent(from) };
  };
  return {
    totalMs,
    rows: run.timeline.map((attempt) => {
      const { startedAtMs, durationMs, category, waitMs } = attempt;
      const end = durationMs === null ? totalMs : startedAtMs + durationMs;
      const own = bar(category !== null ? 'failed' : durationMs === null ? 'running' : 'answered', startedAtMs, end);
      return { attempt, bars: waitMs === null ? [own] : [own, bar('wait', end, end + waitMs)] };
    }),
  };
}
