export type { Answer, EngineEvent, Progress, StreamEvent } from './answer.ts';
export { ConnectionId } from './connection.ts';
export type { ConnectionDraft, ConnectionView, Verified } from './connection.ts';
export { RunId } from './run.ts';
export type { AttemptView, RunDetail, RunState, RunSummary, RunsPage, RunsQuery } from './run.ts';
export type { RunRequest } from './run-request.ts';
export type { Ticket } from './ticket.ts';
