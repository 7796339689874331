import type { Call, Env, PolicyEvent } from '../pipeline.ts';
import type { ManualClock } from './manual-clock.ts';

/** A call with what a test does not care about filled in. */
export function testCall(changes: Partial<Call> = {}): Call {
  return { operation: 'test', effect: 'read', attempt: 1, correlationId: 'c1', signal: new AbortController().signal, ...changes };
}

/** An environment on a manual clock that keeps what is reported. `random` always gives the same number. */
export function testEnv(clock: ManualClock, random = 0.5): Env & { readonly events: PolicyEvent[] } {
  const events: PolicyEvent[] = [];
  return { clock, random: () => random, emit: (event) => events.push(event), events };
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

/** An abort signal that counts its listeners, so that a test can assert that none is left. */
export function countedSignal(): {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  readonly listeners: () => number;
} {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening.delete(args[1]);
    remove(...args);
  };
  return {
    signal,
    abort: (reason) => {
      // All of them are registered with `once`, so the abort removes them.
      listening.clear();
      controller.abort(reason);
    },
    listeners: () => listening.size,
  };
}
