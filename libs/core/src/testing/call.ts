import type { Call } from '../call.ts';
import { Env, type PolicyEvent } from '../env.ts';
import type { ManualClock } from './manual-clock.ts';

/** A call with what a test does not care about filled in. */
export function testCall(changes: Partial<Call> = {}): Call {
  return { operation: 'test', effect: 'read', attempt: 1, correlationId: 'c1', signal: new AbortController().signal, ...changes };
}

/** An environment on a manual clock that keeps what is reported. */
export class TestEnv extends Env {
  readonly events: PolicyEvent[];

  /** @param random one number for ever, or a source of them */
  constructor(clock: ManualClock, random: number | (() => number) = 0.5) {
    const events: PolicyEvent[] = [];
    super({ clock, random: typeof random === 'number' ? () => random : random, sink: (event) => events.push(event) });
    this.events = events;
  }

  /** Only the events of one type, in order. */
  of<K extends PolicyEvent['type']>(type: K): Extract<PolicyEvent, { type: K }>[] {
    return this.events.filter((event): event is Extract<PolicyEvent, { type: K }> => event.type === type);
  }
}

export function testEnv(clock: ManualClock, random: number | (() => number) = 0.5): TestEnv {
  return new TestEnv(clock, random);
}

/** A promise with its handles outside. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** The little of Node that is needed below; what is tested with it runs anywhere. */
declare const process: Record<'on' | 'off', (event: 'unhandledRejection', listener: (reason: unknown) => void) => void>;
declare function setImmediate(callback: () => void): void;

/** Runs something and returns what was rejected meanwhile without anybody handling it. */
export async function unhandledRejections(run: () => Promise<void>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const note = (reason: unknown): void => {
    seen.push(reason);
  };
  process.on('unhandledRejection', note);
  try {
    await run();
    // Node looks for them when all that was ready has run.
    await new Promise<void>((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note);
  }
  return seen;
}

/** An abort signal that counts its listeners, so that a test can assert that none is left. */
export function countedSignal(): {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  readonly listeners: () => number;
} {
  const controller = new AbortController();
  const { signal } = controller;
  /** Each listener, and whether the abort removes it by itself. */
  const listening = new Map<unknown, boolean>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    const [, listener, options] = args;
    listening.set(listener, typeof options === 'object' && options.once === true);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening.delete(args[1]);
    remove(...args);
  };
  return {
    signal,
    abort: (reason) => {
      for (const [listener, once] of listening) if (once) listening.delete(listener);
      controller.abort(reason);
    },
    listeners: () => listening.size,
  };
}
