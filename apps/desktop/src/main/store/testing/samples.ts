import { ConnectionId, RunId, type ConnectionView, type RunDetail } from '@wiz/engine/types';

/** A connection for tests. */
export function aConnection(id: string, changes: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: ConnectionId.parse(id),
    integration: 'filesystem',
    label: `Folder ${id}`,
    account: `/folders/${id}`,
    config: { root: `/folders/${id}` },
    contractVersion: '1.0.0',
    enabled: true,
    policy: {},
    secrets: {},
    secretStorage: 'none',
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_001,
    ...changes,
  };
}

/** A run for tests. */
export function aRun(id: string, changes: Partial<RunDetail> = {}): RunDetail {
  return {
    id: RunId.parse(id),
    connection: ConnectionId.parse('connection'),
    connectionLabel: 'Folder',
    integration: 'filesystem',
    operation: 'search',
    effect: 'read',
    state: 'succeeded',
    startedAt: 1_700_000_000_000,
    durationMs: 5,
    attempts: 1,
    chunks: 0,
    sentence: 'Done.',
    category: null,
    contractVersion: '1.0.0',
    input: { text: 'x' },
    error: null,
    timeline: [],
    correlationId: `c-${id}`,
    ...changes,
  };
}
