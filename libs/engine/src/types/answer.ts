import type { HealthStatus } from '@wiz/core';
import type { ConnectionState } from './connection-state.ts';
import type { ConnectionView } from './connection.ts';
import type { RunId, RunSummary } from './run.ts';

/** A result with where it comes from. */
export interface Answer<Output> {
  readonly data: Output;
  /** When it was true, in milliseconds since 1970. */
  readonly asOf: number;
  readonly cached: boolean;
  readonly stale: boolean;
  readonly attempts: number;
  readonly runId: RunId;
  /** Present for a partial answer. */
  readonly warnings?: readonly string[];
}

export interface Progress {
  readonly done: number;
  readonly total?: number | undefined;
  readonly note?: string | undefined;
}

/** What a streamed operation delivers. The first event is always a `progress`, which names the run. */
export type StreamEvent<Chunk, Output> =
  | { readonly type: 'progress'; readonly runId: RunId; readonly progress: Progress }
  | { readonly type: 'chunk'; readonly chunk: Chunk }
  | { readonly type: 'done'; readonly answer: Answer<Output> };

/** What the engine tells every window. */
export type EngineEvent =
  | { readonly type: 'run'; readonly run: RunSummary }
  | { readonly type: 'runs_cleared' }
  | { readonly type: 'connection'; readonly connection: ConnectionView }
  | { readonly type: 'connection_removed'; readonly id: string }
  /** Sent when something of it changed, at most a few times a second. */
  | { readonly type: 'state'; readonly state: ConnectionState }
  /** Health went from one state to another: worth a notice. */
  | { readonly type: 'alert'; readonly alert: Alert }
  /** Answers of these reads, kept by the window, are worthless now. */
  | { readonly type: 'invalidated'; readonly connection: string; readonly operations: readonly string[] };

/** A change of a connection's health that a person should hear of. */
export interface Alert {
  readonly connection: string;
  readonly label: string;
  readonly from: HealthStatus;
  readonly to: HealthStatus;
  readonly sentence: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
