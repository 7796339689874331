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
  | { readonly type: 'connection_removed'; readonly id: string };
