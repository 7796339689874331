export type { Alert, Answer, EngineEvent, Progress, StreamEvent } from './answer.ts';
export { ConnectionId } from './connection.ts';
export type { ConnectionChange, ConnectionDraft, ConnectionView, SecretStorage, SecretView, Verified } from './connection.ts';
export type { ConnectionMetrics, ConnectionState } from './connection-state.ts';
export { PolicyOverrides } from './policy.ts';
export { RunId } from './run.ts';
export type { AttemptView, RunDetail, RunState, RunSummary, RunsPage, RunsQuery } from './run.ts';
export type { RunRequest } from './run-request.ts';
export type { Ticket } from './ticket.ts';
