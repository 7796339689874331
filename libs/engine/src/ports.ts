import type { Effect, SerializedError } from '@wiz/core';
import type { ConnectionId, ConnectionView, RunDetail, RunId, RunsPage, RunsQuery } from './types/index.ts';

/** Where connections are kept. Every promise settles only after the change is on the disk. */
export interface ConnectionStore {
  all(): Promise<readonly ConnectionView[]>;
  put(connection: ConnectionView): Promise<void>;
  remove(id: ConnectionId): Promise<void>;
}

/** Where runs are kept. */
export interface RunStore {
  /**
   * Keeps a run, new or changed.
   * @param durable true: settles only when it is on the disk; false: may be grouped with others, at most 250 ms
   */
  put(run: RunDetail, durable: boolean): Promise<void>;
  get(id: RunId): Promise<RunDetail | undefined>;
  /** Newest first. */
  list(query: RunsQuery): Promise<RunsPage>;
  /** Marks what an earlier process left running, of these effects, as interrupted, with this error; returns how many. */
  interrupt(effects: readonly Effect[], error: SerializedError): Promise<number>;
  clear(): Promise<void>;
}

export interface Store {
  readonly connections: ConnectionStore;
  readonly runs: RunStore;
}

/** Structured log lines; must not throw. */
export interface Logger {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}
