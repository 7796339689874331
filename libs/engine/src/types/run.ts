import type { Effect, ErrorCategory, SerializedError } from '@wiz/core';
import { z } from 'zod';
import type { ConnectionId } from './connection.ts';

/** Names one run in the journal. */
export const RunId = z.string().min(1).max(64).brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** `interrupted`: the application ended before the run did; a write among them may have been done. */
export type RunState = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

/** A line of the journal. */
export interface RunSummary {
  readonly id: RunId;
  readonly connection: ConnectionId;
  /** As it was called when the run started: the connection may be renamed or gone. */
  readonly connectionLabel: string;
  readonly integration: string;
  readonly operation: string;
  readonly effect: Effect;
  readonly state: RunState;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds; null while it runs and for an interrupted one. */
  readonly durationMs: number | null;
  readonly attempts: number;
  /** Chunks delivered, 0 unless streamed. */
  readonly chunks: number;
  /** What is said of it: the contract's sentence on success, the error's on failure, null while it runs. */
  readonly sentence: string | null;
  readonly category: ErrorCategory | null;
}

export interface AttemptView {
  readonly attempt: number;
  /** Milliseconds since the run's start. */
  readonly startedAtMs: number;
  readonly durationMs: number | null;
  readonly category: ErrorCategory | null;
  readonly message: string | null;
  /** The wait before the next attempt, in milliseconds. */
  readonly waitMs: number | null;
}

/** A run with everything that the journal keeps. */
export interface RunDetail extends RunSummary {
  /** The input without what the contract keeps out of the journal. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly error: SerializedError | null;
  readonly timeline: readonly AttemptView[];
  readonly correlationId: string;
}

export interface RunsQuery {
  readonly connection?: ConnectionId | undefined;
  readonly state?: RunState | undefined;
  readonly integration?: string | undefined;
  readonly operation?: string | undefined;
  readonly category?: ErrorCategory | undefined;
  /** Words that label, operation, sentence or input must hold, at most 200 characters. */
  readonly text?: string | undefined;
  /** Started at or after, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Started before, in milliseconds since 1970. */
  readonly until?: number | undefined;
  /** Rows, 1 to 500. @default 100 */
  readonly limit?: number | undefined;
  /** From the page before. */
  readonly cursor?: string | undefined;
}

export interface RunsPage {
  readonly items: readonly RunSummary[];
  readonly nextCursor: string | null;
}
