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
  /** Milliseconds from its arrival in main to its end, all that it waited for included; null while it runs and for an interrupted one. */
  readonly durationMs: number | null;
  readonly attempts: number;
  /** Chunks delivered, 0 unless streamed. */
  readonly chunks: number;
  /** What is said of it: the contract's sentence on success, the error's on failure, null while it runs. */
  readonly sentence: string | null;
  readonly category: ErrorCategory | null;
}

/** One try of a run, or of the run whose answer it waits for. */
export interface AttemptView {
  readonly type: 'attempt';
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds since the run's start; below 0 for what another run had begun before. */
  readonly startedAtMs: number;
  /** Milliseconds; null while it runs. */
  readonly durationMs: number | null;
  readonly category: ErrorCategory | null;
  readonly message: string | null;
}

/**
 * What a run waited for: `connection`: its client was being made, for which a keychain may ask the person; `slot`: other calls
 * of the connection; `rate_limit`: the budget; `pause`: the system asked for silence; `retry`: the time between two attempts;
 * `wake`: the computer had slept. An open circuit and bad health keep nobody waiting: the one refuses, the other only tells.
 */
export type WaitReason = 'connection' | 'slot' | 'rate_limit' | 'pause' | 'retry' | 'wake';

/** A time in which nothing was done. */
export interface WaitView {
  readonly type: 'wait';
  readonly reason: WaitReason;
  /** Milliseconds since the run's start. */
  readonly startedAtMs: number;
  /** When it was expected to end, in milliseconds since the run's start; null where nobody could know. */
  readonly untilMs: number | null;
  /** Milliseconds; null while it lasts. */
  readonly durationMs: number | null;
}

/** The run found another one under way that asked for the same, and waited for its answer. What follows is that one's. */
export interface JoinView {
  readonly type: 'joined';
  /** Milliseconds since the run's start. */
  readonly startedAtMs: number;
  /** The other run; null when it had ended already and only its call went on. */
  readonly run: RunId | null;
  readonly correlationId: string;
}

export type TimelineEntry = AttemptView | WaitView | JoinView;

/** A run with everything that the journal keeps. */
export interface RunDetail extends RunSummary {
  /** The version of the contract that it ran under. */
  readonly contractVersion: string;
  /** The input without what the contract keeps out of the journal. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly error: SerializedError | null;
  /** In the order of beginning. */
  readonly timeline: readonly TimelineEntry[];
  readonly correlationId: string;
}

/** A run as it would be asked for today. What the journal does not keep whole is not in the input. */
export interface RunAgain {
  readonly operation: string;
  /** Not checked yet. */
  readonly input: Readonly<Record<string, unknown>>;
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
