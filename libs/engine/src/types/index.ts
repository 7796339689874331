export type { Alert, Answer, EngineEvent, Progress, StreamEvent } from './answer.ts';
export { ConnectionId } from './connection.ts';
export type {
  ConnectionChange,
  ConnectionDraft,
  ConnectionView,
  KeychainStrength,
  SecretSourceView,
  SecretStorage,
  SecretView,
  Verified,
} from './connection.ts';
export type { ConnectionMetrics, ConnectionState } from './connection-state.ts';
export { contractPerMinute, policyLimits, PolicyOverrides } from './policy.ts';
export { RunId } from './run.ts';
export type {
  AttemptView,
  JoinView,
  RunAgain,
  RunDetail,
  RunState,
  RunSummary,
  RunsPage,
  RunsQuery,
  TimelineEntry,
  WaitReason,
  WaitView,
} from './run.ts';
export type { Caller, RunRequest } from './run-request.ts';
export type { Ticket } from './ticket.ts';
export { VendorNotice } from './vendor-notice.ts';
