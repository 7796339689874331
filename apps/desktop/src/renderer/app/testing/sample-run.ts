import { ConnectionId, RunId, type RunState, type RunSummary } from '@wiz/engine/types';

/** A run as lists of runs hold it. @param startedAt milliseconds since 1970 @param on the connection's id */
export function sampleRun(id: string, startedAt: number, state: RunState = 'succeeded', on = 'c1'): RunSummary {
  return {
    id: RunId.parse(id),
    connection: ConnectionId.parse(on),
    connectionLabel: on,
    integration: 'fake',
    operation: 'find',
    effect: 'read',
    state,
    startedAt,
    durationMs: 1,
    attempts: 1,
    chunks: 0,
    sentence: null,
    category: null,
  };
}
