import type { CallCounts, ErrorCategory, MetricsSnapshot } from '@wiz/core';
import { failureTitle } from '../../text/failures.ts';
import { formatCount, formatDuration } from '../../text/format.ts';

/** One line of the table of counts: in the window, and since counting began. */
export interface CountLine {
  readonly label: string;
  /** A kind of failure, below the failures. */
  readonly detail: boolean;
  readonly recent: string;
  readonly total: string;
}

/** Counts as a table; kinds of failures that never occurred have no line, the most frequent come first. */
export function countLines({ window, total }: Pick<MetricsSnapshot, 'window' | 'total'>): readonly CountLine[] {
  const line = (label: string, of: (counts: CallCounts) => number, detail = false): CountLine => ({
    label,
    detail,
    recent: formatCount(of(window)),
    total: formatCount(of(total)),
  });
  // What is in the window is in the total too.
  const kinds = Object.entries(total.byCategory).sort(([, a], [, b]) => b - a);
  return [
    line('Calls', ({ calls }) => calls),
    line('Succeeded', ({ succeeded }) => succeeded),
    line('Failed', ({ failed }) => failed),
    ...kinds.map(([category]) =>
      line(failureTitle(category as ErrorCategory), ({ byCategory }) => byCategory[category as ErrorCategory] ?? 0, true),
    ),
    line('Cancelled', ({ cancelled }) => cancelled),
  ];
}

/** The share of calls that succeeded, of those that somebody waited for; “–” while there is none. */
export function successShare({ succeeded, failed }: CallCounts): string {
  const ended = succeeded + failed;
  if (ended === 0) return '–';
  // Never “100 %” while one failed, nor “0 %” while one succeeded.
  const share = (succeeded / ended) * 100;
  const rounded = failed > 0 ? Math.min(99, Math.round(share)) : 100;
  return `${String(succeeded > 0 ? Math.max(1, rounded) : 0)} %`;
}

/** A latency; “–” while there is none. */
export function latency(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}
