import { readRateLimit } from '@wiz/core';
import type { FailedAnswer } from './http-client-options.ts';

/** How long to wait when a system says “too many” and not until when. */
const unsaidMs = 60_000;

/**
 * How long an answer that refuses for too many requests asks to wait, in milliseconds: its `Retry-After`; else the reset
 * of its budget, if that is used up; else a minute, as GitHub asks for. Dates count from the answer's own `Date`.
 *
 * @param now the computer's own clock, in milliseconds since 1970
 */
export function rateWaitMs(header: FailedAnswer['header'], now: number): number {
  const { retryAfterMs, remaining = 0, resetMs = 0 } = readRateLimit(header, { now }) ?? {};
  if (retryAfterMs !== undefined) return retryAfterMs;
  // What is left belongs to another limit than the one that refused, and so does its reset.
  return remaining === 0 && resetMs > 0 ? resetMs : unsaidMs;
}

/** Whether a refusal is one for too many requests although its status does not say so: GitHub's 403, for one. */
export function saysTooMany(header: FailedAnswer['header'], now: number): boolean {
  const report = readRateLimit(header, { now });
  return report?.retryAfterMs !== undefined || report?.remaining === 0;
}
