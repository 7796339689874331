import type { TimelineEntry } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { formatWhen } from '../../text/format.ts';
import { entryWords } from './timeline-words.ts';

const now = 1_700_000_000_000;
const wait = { type: 'wait', reason: 'rate_limit', startedAtMs: 120, untilMs: 5000, durationMs: 2100 } as const;
const attempt = { type: 'attempt', attempt: 2, startedAtMs: 500, durationMs: 1400, category: null, message: null } as const;
const said = (entry: TimelineEntry, state: 'running' | 'succeeded' = 'succeeded') => {
  const { what, when } = entryWords(entry, { state, startedAt: now }, now);
  return `${what} | ${when}`;
};

describe('entryWords', () => {
  it('say what was waited for, and how long', () => {
    expect(said(wait)).toBe('Waited 2.1 s for the rate limit | at 120 ms');
    expect(said({ ...wait, reason: 'slot' })).toBe('Waited 2.1 s for other calls of this connection | at 120 ms');
  });

  it('say when a wait that lasts may end, where that is known', () => {
    expect(said({ ...wait, reason: 'pause', durationMs: null }, 'running')).toBe(
      `Waiting for the pause that the system asked for, until about ${formatWhen(now + 5000, now)} | at 120 ms`,
    );
    expect(said({ ...wait, durationMs: null, untilMs: null }, 'running')).toBe('Waiting for the rate limit | at 120 ms');
    expect(said({ ...wait, durationMs: null })).toBe('Waited for the rate limit | at 120 ms');
  });

  it('say how an attempt ended, or that nobody saw its end', () => {
    expect(said(attempt)).toBe('2. Answered | at 500 ms, took 1.4 s');
    expect(said({ ...attempt, category: 'network_error' })).toBe('2. Network error | at 500 ms, took 1.4 s');
    expect(said({ ...attempt, durationMs: null }, 'running')).toBe('2. Running | at 500 ms');
    expect(said({ ...attempt, durationMs: null })).toBe('2. Not over when this run ended | at 500 ms');
  });

  it('say that the answer is another run’s, and what that one had begun before', () => {
    expect(said({ type: 'joined', startedAtMs: 0, run: null, correlationId: 'c' })).toBe(
      'Joined another run that asked for the same | at 0 ms',
    );
    expect(said({ ...attempt, startedAtMs: -300 })).toBe('2. Answered | 300 ms before, took 1.4 s');
  });
});
