import { ConnectionId, type ConnectionState } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { runWait } from './run-wait.ts';

const now = 1_000_000;
const well: ConnectionState = {
  connection: ConnectionId.parse('c1'),
  health: { status: 'healthy', since: now, lastCheckedAt: now, latencyMs: 5, lastError: null, consecutiveFailures: 0 },
  circuit: { at: 'closed', nextTryAt: null, lastFailure: null },
  budget: { perMinute: 60, waiting: 0, pausedUntil: null },
  running: 1,
  reconnect: null,
  attention: null,
  reconnecting: false,
  notices: [],
};
const run = { at: 'running', startedAt: now, runId: undefined, progress: undefined, cancelling: false } as const;
const paused = { ...well, budget: { ...well.budget, pausedUntil: now + 5000 } };
const queued = { ...well, budget: { ...well.budget, waiting: 2 } };

describe('runWait', () => {
  it('names the silence that was asked for, else the line that the call stands in', () => {
    expect(runWait(paused, run, 0, now)).toMatchObject({ at: 'paused', until: now + 5000 });
    expect(runWait(queued, run, 0, now)?.at).toBe('waiting');
    expect(runWait({ ...queued, health: { ...well.health, status: 'unhealthy' } }, run, 0, now)?.at).toBe('waiting');
  });

  it('is none once something has come, and where nothing holds calls back', () => {
    expect(runWait(paused, run, 3, now)).toBeUndefined();
    expect(runWait(paused, { ...run, progress: { done: 4 } }, 0, now)).toBeUndefined();
    expect([runWait(well, run, 0, now), runWait(undefined, run, 0, now), runWait(paused, run, 0, now + 5000)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
