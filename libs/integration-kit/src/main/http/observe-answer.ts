import { readRateLimit } from '@wiz/core';
import type { CallScope } from '../implement.ts';
import { readApiNotices } from './api-notice.ts';
import type { TransportResponse } from './transport.ts';

/**
 * Tells the call what an answer says beside its content: what is left of the system's budget, and the end of what was used.
 *
 * @param url where the answer came from, on the connection's own origin: another one's limits are not ours
 * @param now the computer's own clock, in milliseconds since 1970
 */
export function observeAnswer({ rate, notice }: CallScope, response: TransportResponse, url: string, now: number): void {
  const header = (name: string): string | null => response.header(name);
  const report = readRateLimit(header, { now });
  if (report !== undefined) rate.observe({ remaining: report.remaining, resetMs: report.resetMs });
  if (notice !== undefined) for (const one of readApiNotices(header, url, now)) notice(one);
}
