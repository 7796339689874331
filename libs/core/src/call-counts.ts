import type { ErrorCategory } from './error-category.ts';

/** Ended calls; `calls` is the sum of the other three. */
export interface CallCounts {
  readonly calls: number;
  readonly succeeded: number;
  /** Without the cancelled ones. */
  readonly failed: number;
  /** Given up by their caller: no failure of anybody. */
  readonly cancelled: number;
  /** The failed ones; categories that did not occur are missing. */
  readonly byCategory: Readonly<Partial<Record<ErrorCategory, number>>>;
}

/** The same while it is being counted. Numbers are exact up to 2⁵³; there are no more labels than categories. */
export type Counts = { -readonly [K in keyof CallCounts]: CallCounts[K] } & { byCategory: Partial<Record<ErrorCategory, number>> };

export function noCounts(): Counts {
  return { calls: 0, succeeded: 0, failed: 0, cancelled: 0, byCategory: {} };
}

/** @param category missing for a success */
export function countCall(counts: Counts, category: ErrorCategory | undefined): void {
  counts.calls += 1;
  if (category === undefined) counts.succeeded += 1;
  else if (category === 'cancelled') counts.cancelled += 1;
  else {
    counts.failed += 1;
    counts.byCategory[category] = (counts.byCategory[category] ?? 0) + 1;
  }
}

export function addCounts(into: Counts, from: CallCounts): void {
  into.calls += from.calls;
  into.succeeded += from.succeeded;
  into.failed += from.failed;
  into.cancelled += from.cancelled;
  for (const [category, times] of Object.entries(from.byCategory) as [ErrorCategory, number][])
    into.byCategory[category] = (into.byCategory[category] ?? 0) + times;
}
