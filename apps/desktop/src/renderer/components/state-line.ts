import type { ConnectionState } from '@wiz/engine/types';
import { countOf, formatClock } from '../text/format.ts';
import { asSentence } from '../text/sentence.ts';

/** What of a connection's state a person should know before they run something. */
export interface StateLine {
  /**
   * `off`: switched off. `open`: paused after failures. `trying`: one call tries whether it works again. `paused`: the
   * system asked for silence. `reconnecting`: it has not answered since the computer woke or the network changed. `unhealthy`: it does not answer as it should. `waiting`: calls stand in line for the budget.
   */
  readonly at: 'off' | 'open' | 'trying' | 'paused' | 'reconnecting' | 'unhealthy' | 'waiting';
  readonly tone: 'calm' | 'warning';
  /** When it may be over, in milliseconds since 1970; null where nobody knows. */
  readonly until: number | null;
  /** What went wrong last, as a sentence. */
  readonly detail: string | undefined;
  /** A person may have it asked now. */
  readonly tryNow: boolean;
}

/**
 * The one thing that is worth saying above the form; undefined while all is well. A system that is merely slow is not:
 * its light says so. Nor are secrets that do not open, or settings of another version: the head of the connection says so.
 *
 * @param now milliseconds since 1970
 */
export function stateLine(state: ConnectionState | undefined, enabled: boolean, now: number): StateLine | undefined {
  const line = (at: StateLine['at'], rest: Partial<StateLine> = {}): StateLine => ({
    at,
    tone: at === 'off' || at === 'reconnecting' || at === 'waiting' ? 'calm' : 'warning',
    until: null,
    detail: undefined,
    tryNow: false,
    ...rest,
  });
  if (!enabled) return line('off');
  // Not known yet, or not `null`.
  if (state?.reconnect !== null || state.attention !== null) return undefined;
  const { circuit, budget, health, reconnecting } = state;
  const last = health.lastError?.message ?? undefined;
  const detail = circuit.lastFailure ?? last;
  if (circuit.at === 'open') return line('open', { until: circuit.nextTryAt, detail, tryNow: true });
  if (circuit.at === 'half_open') return line('trying', { detail });
  if (budget.pausedUntil !== null && budget.pausedUntil > now) return line('paused', { until: budget.pausedUntil });
  if (reconnecting) return line('reconnecting', { tryNow: true });
  if (health.status === 'unhealthy') return line('unhealthy', { detail: last, tryNow: true });
  return budget.waiting > 0 ? line('waiting') : undefined;
}

/** Whether running something now needs a person's “run anyway”: the button to run stays all the same. */
export function needsAnyway(state: ConnectionState | undefined): boolean {
  return state !== undefined && (state.circuit.at !== 'closed' || state.health.status === 'unhealthy');
}

/** A line in words, up to its countdown: `[before, after]`, with the time that is left between them where there is one. */
export function stateWords(line: StateLine, state: ConnectionState | undefined, name: string, leftMs: number): readonly [string, string] {
  switch (line.at) {
    case 'off':
      return ['This connection is switched off. Switch it on to run something.', ''];
    case 'open':
      if (line.until === null) return ['Paused after failures, until you try again.', ''];
      return leftMs > 0 ? ['Paused after failures; next try in ', '.'] : ['Paused after failures; the next call tries again.', ''];
    case 'trying':
      return [`Paused after failures; trying now whether ${name} answers again.`, ''];
    case 'paused':
      return leftMs > 0 && line.until !== null
        ? [`${name} asked us to wait until ${formatClock(line.until)} (`, `)${waitingWords(state, ', ')}.`]
        : [`${name} asked us to wait; that is over.`, ''];
    case 'reconnecting':
      return [`Reconnecting… ${name} has not answered yet since the computer woke or the network changed.`, ''];
    case 'unhealthy':
      return [`${name} does not answer as it should. What you run may fail.`, ''];
    case 'waiting':
      return [asSentence(waitingWords(state, '')), ''];
  }
}

function waitingWords(state: ConnectionState | undefined, join: string): string {
  const waiting = state?.budget.waiting ?? 0;
  if (waiting === 0) return '';
  const words = `${countOf(waiting, 'call waits', 'calls wait')} for ${waiting === 1 ? 'its' : 'their'} turn`;
  const perMinute = state?.budget.perMinute ?? null;
  return `${join}${words}${perMinute === null ? '' : `, at most ${countOf(perMinute, 'request', 'requests')} a minute`}`;
}

/** What a screen reader hears when the line appears: without the countdown, which would be read every second. */
export function stateSpoken(line: StateLine, state: ConnectionState | undefined, name: string): string {
  if (line.at === 'open') return 'Paused after failures.';
  if (line.at === 'paused' && line.until !== null) return `${name} asked us to wait until ${formatClock(line.until)}.`;
  return stateWords(line, state, name, 0)[0];
}
