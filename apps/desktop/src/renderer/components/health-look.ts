import type { ConnectionState } from '@wiz/engine/types';
import { formatDuration, formatWhen } from '../text/format.ts';
import { asSentence } from '../text/sentence.ts';

/** How the health of a connection is shown. */
export interface HealthLook {
  readonly tone: 'healthy' | 'degraded' | 'unhealthy' | 'unknown' | 'off';
  readonly word: string;
  /** What is known beyond the word, a short sentence each. */
  readonly details: readonly string[];
}

const words = { healthy: 'Healthy', degraded: 'Degraded', unhealthy: 'Unhealthy', unknown: 'Not asked yet' } as const;

/**
 * How a connection is doing, in words.
 *
 * @param state undefined while it is not known
 * @param now milliseconds since 1970
 */
export function healthLook(state: ConnectionState | undefined, enabled: boolean, now: number): HealthLook {
  if (!enabled) return { tone: 'off', word: 'Switched off', details: [] };
  if (state === undefined) return { tone: 'unknown', word: words.unknown, details: [] };
  const { health, reconnect, reconnecting } = state;
  if (reconnect !== null) return { tone: 'unhealthy', word: 'Needs you to reconnect', details: [asSentence(reconnect)] };
  if (reconnecting)
    return {
      tone: 'unknown',
      word: 'Reconnecting…',
      details: ['The computer woke or the network changed; it is asked until it answers.'],
    };
  if (health.status === 'unknown' && health.lastError === null) return { tone: 'unknown', word: words.unknown, details: [] };
  const { status, since, lastCheckedAt, latencyMs, lastError } = health;
  return {
    tone: status,
    word: words[status],
    details: [
      ...(since > 0 ? [`Since ${formatWhen(since, now)}.`] : []),
      ...(latencyMs === null ? [] : [`The last answer took ${formatDuration(latencyMs)}.`]),
      ...(lastCheckedAt === null ? [] : [`Last heard of ${formatWhen(lastCheckedAt, now)}.`]),
      ...(lastError === null ? [] : [`Last error, ${formatWhen(lastError.at, now)}: ${lastErrorWords(lastError)}`]),
    ],
  };
}

function lastErrorWords({ category, message }: { readonly category: string; readonly message: string | null }): string {
  return asSentence(message ?? category.replaceAll('_', ' '));
}
