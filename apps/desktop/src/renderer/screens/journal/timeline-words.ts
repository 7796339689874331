import type { AttemptView, RunDetail, TimelineEntry, WaitReason, WaitView } from '@wiz/engine/types';
import { formatDuration, formatWhen, words } from '../../text/format.ts';

/** What a wait was for, after “for”. */
const reasons: Readonly<Record<WaitReason, string>> = {
  connection: 'the connection to be ready',
  slot: 'other calls of this connection',
  rate_limit: 'the rate limit',
  pause: 'the pause that the system asked for',
  retry: 'the next attempt',
  wake: 'the network, after the computer had slept',
};

/** The two ends of a timeline's line. */
export interface EntryWords {
  readonly what: string;
  readonly when: string;
}

/**
 * One entry of a run's timeline in words.
 *
 * @param now milliseconds since 1970, for a run that is not over
 */
export function entryWords(entry: TimelineEntry, run: Pick<RunDetail, 'state' | 'startedAt'>, now: number): EntryWords {
  switch (entry.type) {
    case 'attempt':
      return { what: `${String(entry.attempt)}. ${attemptWord(entry, run)}`, when: spanWords(entry) };
    case 'wait':
      return { what: waitWords(entry, run, now), when: momentWords(entry.startedAtMs) };
    case 'joined':
      return { what: 'Joined another run that asked for the same', when: momentWords(entry.startedAtMs) };
  }
}

function attemptWord({ category, durationMs }: AttemptView, { state }: Pick<RunDetail, 'state'>): string {
  if (category !== null) return words(category);
  if (durationMs !== null) return 'Answered';
  return state === 'running' ? 'Running' : 'Not over when this run ended';
}

function waitWords(
  { reason, durationMs, untilMs }: WaitView,
  { state, startedAt }: Pick<RunDetail, 'state' | 'startedAt'>,
  now: number,
): string {
  if (durationMs !== null) return `Waited ${formatDuration(durationMs)} for ${reasons[reason]}`;
  const until = state !== 'running' || untilMs === null ? '' : `, until about ${formatWhen(startedAt + untilMs, now)}`;
  return `${state === 'running' ? 'Waiting' : 'Waited'} for ${reasons[reason]}${until}`;
}

function spanWords({ startedAtMs, durationMs }: AttemptView): string {
  return `${momentWords(startedAtMs)}${durationMs === null ? '' : `, took ${formatDuration(durationMs)}`}`;
}

function momentWords(startedAtMs: number): string {
  return startedAtMs < 0 ? `${formatDuration(-startedAtMs)} before` : `at ${formatDuration(startedAtMs)}`;
}
