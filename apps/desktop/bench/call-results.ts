// What the measuring side inside Electron hands to `call.ts` and `idle.ts`.
import type { Paced } from './call-pace.ts';

/** Of one way to ask, a figure a round, in microseconds a call. */
export interface AskedSamples {
  /** Processor time of the main process with all its threads. */
  readonly process: number[];
  /** Of its main thread alone; empty where the system does not tell. */
  readonly main: number[];
  /** From call to answer. */
  readonly elapsed: number[];
}

/** Ways to ask: from main itself, and from the window. */
export const ways = ['netFetch', 'nodeFetch', 'transport', 'ipc', 'read'] as const;
export type Way = (typeof ways)[number];

/** What a minute of calls from the window left behind. */
export interface WindowLoad extends Omit<Paced, 'elapsed'> {
  /** Calls a second that were asked for. */
  readonly pace: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Megabytes a minute. */
  readonly mainSlope: number;
  readonly pageSlope: number;
  /** Megabytes above the first look. */
  readonly mainHeap: readonly number[];
  readonly pageHeap: readonly number[];
}

export interface WindowResults {
  readonly electron: string;
  readonly asked: Readonly<Record<Way, AskedSamples>>;
  /** One for each of the order's paces. */
  readonly loads: readonly WindowLoad[];
  /** Answers a second that `fetch` of the same network stack gets in main, with nothing of ours and many under way: the most there is. */
  readonly netFetchMost: number;
}

/** What `call.ts` asks of it, as JSON in WIZ_BENCH. */
export interface WindowOrder {
  readonly url: string;
  readonly token: string;
  readonly rounds: number;
  readonly calls: number;
  /** Calls a second, one load for each. */
  readonly paces: readonly number[];
  readonly seconds: number;
}
