import type { ConnectionState } from '@wiz/engine/types';
import { formatDay, formatDuration, formatWhen } from '../text/format.ts';
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
  const { health, attention, reconnect, reconnecting } = state;
  if (attention !== null) return { tone: 'unhealthy', word: 'Needs your attention', details: [asSentence(attention)] };
  if (reconnect !== null) return { tone: 'unhealthy', word: 'Needs you to reconnect', details: [asSentence(reconnect)] };
  if (reconnecting)
    return {
      tone: 'unknown',
      word: 'Reconnecting…',
      details: ['The computer woke or the network changed; it is asked until it answers.'],
    };
  const ending = endingWords(state, now);
  if (ending !== undefined && health.status !== 'unhealthy') return { tone: 'degraded', word: 'Needs your attention', details: [ending] };
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

/** That the system announces the end of something; the connection's own page says what and which. */
function endingWords({ notices: [notice] }: ConnectionState, now: number): string | undefined {
  if (notice === undefined) return undefined;
  const { kind, at } = notice;
  if (kind === 'deprecation') return 'The system advises against something that it uses. Open it to see what.';
  return at !== null && at > now
    ? `Something that it uses will be switched off on ${formatDay(at)}. Open it to see what.`
    : 'Something that it uses was to be switched off already. Open it to see what.';
}

function lastErrorWords({ category, message }: { readonly category: string; readonly message: string | null }): string {
  return asSentence(message ?? category.replaceAll('_', ' '));
}
