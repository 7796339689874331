import type { Effect, SerializedError } from '@wiz/core';
import type { SealedSecrets } from '@wiz/engine';
import type { ConnectionId, ConnectionView, RunDetail, RunId, RunsPage, RunsQuery } from '@wiz/engine/types';

/** Everything that the store's thread can be asked: the arguments and the answer, by name. */
export interface StoreCalls {
  readonly 'connections.all': { readonly args: readonly []; readonly answer: readonly ConnectionView[] };
  readonly 'connections.put': { readonly args: readonly [ConnectionView, (SealedSecrets | null)?]; readonly answer: undefined };
  readonly 'connections.sealed': { readonly args: readonly [ConnectionId]; readonly answer: SealedSecrets | undefined };
  readonly 'connections.remove': { readonly args: readonly [ConnectionId]; readonly answer: undefined };
  readonly 'runs.put': { readonly args: readonly [run: RunDetail, durable: boolean]; readonly answer: undefined };
  /** Runs that need not be durable, many at a time. */
  readonly 'runs.keep': { readonly args: readonly [runs: readonly RunDetail[]]; readonly answer: undefined };
  readonly 'runs.get': { readonly args: readonly [RunId]; readonly answer: RunDetail | undefined };
  readonly 'runs.list': { readonly args: readonly [RunsQuery]; readonly answer: RunsPage };
  readonly 'runs.interrupt': { readonly args: readonly [readonly Effect[], SerializedError]; readonly answer: number };
  readonly 'runs.clear': { readonly args: readonly []; readonly answer: undefined };
  readonly 'governors.load': { readonly args: readonly [ConnectionId]; readonly answer: unknown };
  readonly 'governors.save': { readonly args: readonly [ConnectionId, unknown]; readonly answer: undefined };
  readonly close: { readonly args: readonly []; readonly answer: undefined };
}

export type StoreCallName = keyof StoreCalls;

/** What main sends to the store's thread. */
export type StoreRequest = {
  readonly [Name in StoreCallName]: { readonly id: number; readonly name: Name; readonly args: StoreCalls[Name]['args'] };
}[StoreCallName];

/** What the store's thread sends to main. The first message is `opened` or `refused`. */
export type StoreMessage =
  | { readonly type: 'opened'; readonly notices: readonly string[]; readonly tookMs: number }
  | { readonly type: 'refused'; readonly error: SerializedError }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: SerializedError }
  | { readonly type: 'log'; readonly event: string; readonly facts: Readonly<Record<string, unknown>> };
