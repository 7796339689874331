import type { SerializedError } from '@wiz/core';
import type { Answer, ConnectionId, Progress, RunId } from '@wiz/engine/types';
import type { AnyOperation } from '@wiz/integration-kit/contract';
import type { FieldProblems, FormValues } from '../form/form-values.ts';

/** One operation of one connection, as the window works with it. */
export interface SessionTarget {
  readonly connection: ConnectionId;
  readonly integration: string;
  readonly name: string;
  readonly operation: AnyOperation;
}

/** Where the latest run of a session is. */
export type RunView =
  | { readonly at: 'idle' }
  | {
      readonly at: 'running';
      readonly startedAt: number;
      readonly runId: RunId | undefined;
      readonly progress: Progress | undefined;
      readonly cancelling: boolean;
    }
  | { readonly at: 'done'; readonly answer: Answer<unknown>; readonly tookMs: number }
  | {
      readonly at: 'failed';
      readonly error: SerializedError;
      readonly tookMs: number;
      /** Milliseconds since 1970. */
      readonly endedAt: number;
      readonly runId: RunId | undefined;
    };

/** What a screen shows of a session: a new object for every change. */
export interface Session {
  /** Undefined until the form was first shown or filled in. */
  readonly values: FormValues | undefined;
  readonly problems: FieldProblems;
  /** What the form held before it was filled in from its own results, oldest first: the way back up. */
  readonly trail: readonly FormValues[];
  readonly run: RunView;
  /** The input of the latest run, without connection and ticket. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Rows of the latest run, appended in place; valid up to `count`. */
  readonly rows: readonly unknown[];
  readonly count: number;
  /** Something was changed since the rows or the answer were asked for that makes them worthless. */
  readonly changed: boolean;
}

export const emptySession: Session = {
  values: undefined,
  problems: {},
  trail: [],
  run: { at: 'idle' },
  input: {},
  rows: [],
  count: 0,
  changed: false,
};

/** Names a session. A slash cannot be in an operation's name. */
export function sessionKey(target: { readonly connection: string; readonly name: string }): string {
  return `${target.name}/${target.connection}`;
}
