import { ConnectionId, type ConnectionState } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { healthLook } from './health-look.ts';
import { formatCountdown } from '../text/format.ts';
import { needsAnyway, stateLine, stateSpoken, stateWords } from './state-line.ts';

const now = new Date(2026, 10, 22, 14, 31, 18).getTime();
const well: ConnectionState = {
  connection: ConnectionId.parse('c1'),
  health: { status: 'healthy', since: now - 60_000, lastCheckedAt: now, latencyMs: 240, lastError: null, consecutiveFailures: 0 },
  circuit: { at: 'closed', nextTryAt: null, lastFailure: null },
  budget: { perMinute: 60, waiting: 0, pausedUntil: null },
  running: 0,
  reconnect: null,
  attention: null,
  reconnecting: false,
  notices: [],
};
const ill: ConnectionState = {
  ...well,
  health: { ...well.health, status: 'unhealthy', lastError: { category: 'network_error', message: 'No answer', at: now } },
};
const open: ConnectionState = { ...ill, circuit: { at: 'open', nextTryAt: now + 42_000, lastFailure: 'No answer' } };
const said = (state: ConnectionState | undefined, enabled = true) => {
  const line = stateLine(state, enabled, now);
  if (line === undefined) return undefined;
  const leftMs = line.until === null ? 0 : line.until - now;
  const [before, after] = stateWords(line, state, 'GitHub', leftMs);
  return after === '' ? before : `${before}${formatCountdown(leftMs)}${after}`;
};

describe('stateLine', () => {
  it('says nothing while all is well, while nothing is known, and of a system that is merely slow', () => {
    expect([said(well), said(undefined), said({ ...well, health: { ...well.health, status: 'degraded' } })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('counts down to the next try of an open circuit, and offers to try now', () => {
    expect(said(open)).toBe('Paused after failures; next try in 0:42.');
    expect(stateLine(open, true, now)).toMatchObject({ tryNow: true, detail: 'No answer' });
    expect(said({ ...open, circuit: { ...open.circuit, nextTryAt: null } })).toBe('Paused after failures, until you try again.');
    expect(said({ ...open, circuit: { ...open.circuit, nextTryAt: now - 1 } })).toBe('Paused after failures; the next call tries again.');
    expect(said({ ...open, circuit: { ...open.circuit, at: 'half_open' } })).toMatch(/trying now whether GitHub answers/);
  });

  it('names the moment until which the system asked for silence, and who waits for it', () => {
    const paused = { ...well, budget: { perMinute: 60, waiting: 0, pausedUntil: now + 42_000 } };
    expect(said(paused)).toBe('GitHub asked us to wait until 14:32 (0:42).');
    expect(said({ ...paused, budget: { ...paused.budget, waiting: 3 } })).toBe(
      'GitHub asked us to wait until 14:32 (0:42), 3 calls wait for their turn, at most 60 requests a minute.',
    );
    expect(said({ ...paused, budget: { ...paused.budget, pausedUntil: now - 1 } })).toBeUndefined();
  });

  it('says calmly that it is reconnecting, unless more is known, and offers to try now', () => {
    const reconnecting = { ...well, health: { ...well.health, status: 'unknown' }, reconnecting: true } as const;
    const words = 'Reconnecting… GitHub has not answered yet since the computer woke or the network changed.';
    expect(said(reconnecting)).toBe(words);
    expect(stateLine(reconnecting, true, now)).toMatchObject({ tone: 'calm', tryNow: true });
    expect(said({ ...reconnecting, circuit: open.circuit })).toMatch(/^Paused after failures/);
    expect(needsAnyway(reconnecting)).toBe(false);
  });

  it('is spoken without its countdown', () => {
    const line = stateLine(open, true, now);
    expect(line === undefined ? '' : stateSpoken(line, open, 'GitHub')).toBe('Paused after failures.');
  });

  it('counts calls that wait for the budget', () => {
    expect(said({ ...well, budget: { perMinute: null, waiting: 1, pausedUntil: null } })).toBe('1 call waits for its turn.');
  });

  it('says first that it is switched off, and leaves secrets that do not open to the head of the connection', () => {
    expect(said(open, false)).toMatch(/switched off/);
    expect(said({ ...open, reconnect: 'The keychain is gone' })).toBeUndefined();
    expect(said({ ...open, attention: 'The settings do not fit' })).toBeUndefined();
  });

  it('offers to run anyway only where the system is ill or its circuit is not closed', () => {
    expect([well, ill, open, undefined].map(needsAnyway)).toEqual([false, true, true, false]);
    expect(needsAnyway({ ...well, health: { ...well.health, status: 'degraded' } })).toBe(false);
  });
});

describe('healthLook', () => {
  it('says the state in a word and what is known beyond it', () => {
    expect(healthLook(well, true, now)).toEqual({
      tone: 'healthy',
      word: 'Healthy',
      details: ['Since 14:30:18.', 'The last answer took 240 ms.', 'Last heard of 14:31:18.'],
    });
    expect(healthLook(ill, true, now).details.at(-1)).toBe('Last error, 14:31:18: No answer.');
  });

  it('knows connections that are off, that nobody asked yet, and that need their secrets again', () => {
    expect(healthLook(ill, false, now)).toMatchObject({ tone: 'off', word: 'Switched off' });
    expect(healthLook(undefined, true, now).tone).toBe('unknown');
    expect(healthLook({ ...well, health: { ...well.health, status: 'unknown', since: 0 } }, true, now)).toEqual({
      tone: 'unknown',
      word: 'Not asked yet',
      details: [],
    });
    expect(healthLook({ ...well, reconnect: 'gone' }, true, now).tone).toBe('unhealthy');
    expect(healthLook({ ...well, attention: 'The settings do not fit' }, true, now)).toEqual({
      tone: 'unhealthy',
      word: 'Needs your attention',
      details: ['The settings do not fit.'],
    });
  });

  it('tells of a system that announces the end of something, unless there is worse to tell', () => {
    const notices = (kind: 'sunset' | 'deprecation', at: number | null) => [{ kind, at, link: null, operation: 'list' }];
    const look = (state: Partial<ConnectionState>) => healthLook({ ...well, ...state }, true, now);
    const soon = { notices: notices('sunset', new Date(2027, 2, 1).getTime()) };
    const details = ['Something that it uses will be switched off on 1 March 2027. Open it to see what.'];
    expect(look(soon)).toEqual({ tone: 'degraded', word: 'Needs your attention', details });
    expect(look({ notices: notices('sunset', now) }).details).toEqual([expect.stringMatching(/was to be switched off already/)]);
    expect(look({ notices: notices('deprecation', null) }).details).toEqual([expect.stringMatching(/advises against something/)]);
    expect(look({ ...soon, health: ill.health }).word).toBe('Unhealthy');
    expect(look({ ...soon, reconnect: 'gone' }).word).toBe('Needs you to reconnect');
    expect(healthLook({ ...well, ...soon }, false, now).tone).toBe('off');
  });

  it('does not call ill what the network may only not be there for', () => {
    const look = { tone: 'unknown', word: 'Reconnecting…', details: [expect.stringMatching(/it is asked until it answers\.$/)] };
    expect(healthLook({ ...ill, reconnecting: true }, true, now)).toEqual(look);
    expect(healthLook({ ...well, reconnecting: true }, true, now)).toEqual(look);
    expect(healthLook({ ...ill, reconnecting: true, reconnect: 'gone' }, true, now).tone).toBe('unhealthy');
  });
});
