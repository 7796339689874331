import { ConnectionId, type ConnectionState, type EngineEvent } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { logHealth } from './log-health.ts';

const state = (id: string, at: ConnectionState['circuit']['at']): EngineEvent => ({
  type: 'state',
  state: {
    connection: ConnectionId.parse(id),
    health: { status: 'healthy', since: 0, lastCheckedAt: null, latencyMs: null, lastError: null, consecutiveFailures: 0 },
    circuit: { at, nextTryAt: null, lastFailure: null },
    budget: { perMinute: null, waiting: 0, pausedUntil: null },
    running: 0,
    reconnect: null,
    attention: null,
    reconnecting: false,
    notices: [],
  },
});

describe('the history of how connections are doing', () => {
  it('is a line for each change, of health and of the circuit, and none while nothing changes', () => {
    const logged: unknown[] = [];
    let tell: (event: EngineEvent) => void = () => undefined;
    const note = (event: string, facts: object): void => {
      logged.push({ event, ...facts });
    };
    const subscribe = (listener: typeof tell): (() => void) => {
      tell = listener;
      return () => undefined;
    };
    logHealth({ subscribe }, { info: note, error: note });
    for (const at of ['closed', 'open', 'open', 'half_open', 'closed'] as const) tell(state('c1', at));
    tell(state('c2', 'open'));
    tell({ type: 'connection_removed', id: 'c2' });
    tell(state('c2', 'open'));
    tell({ type: 'alert', alert: { connection: 'c1', label: 'Mine', from: 'healthy', to: 'degraded', sentence: 'S', at: 0 } });
    expect(logged).toEqual([
      { event: 'circuit_changed', connection: 'c1', to: 'open' },
      { event: 'circuit_changed', connection: 'c1', to: 'half_open' },
      { event: 'circuit_changed', connection: 'c1', to: 'closed' },
      { event: 'circuit_changed', connection: 'c2', to: 'open' },
      { event: 'circuit_changed', connection: 'c2', to: 'open' },
      { event: 'health_changed', connection: 'c1', from: 'healthy', to: 'degraded' },
    ]);
  });
});
