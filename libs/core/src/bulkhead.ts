import { abortError, throwIfAborted } from './abort.ts';
import { IntegrationError } from './integration-error.ts';
import type { Call, Execute, PolicyFactory } from './pipeline.ts';

export interface BulkheadOptions {
  /** Calls that may run at once, at least 1. @default 4 */
  readonly limit?: number;
  /** Calls that may wait for a slot, at least 0. @default 1000 */
  readonly queue?: number;
}

/**
 * Bounded concurrency with a bounded, first-come queue. A slot is held until the work has really ended, also
 * when its caller was answered earlier (see `Call.hold`). An aborted waiter leaves at once.
 *
 * @throws RangeError at construction for values out of range
 */
export function bulkhead({ limit = 4, queue = 1000 }: BulkheadOptions = {}): PolicyFactory {
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`bulkhead limit must be a whole number of at least 1, got ${String(limit)}`);
  if (!Number.isInteger(queue) || queue < 0)
    throw new RangeError(`bulkhead queue must be a whole number of at least 0, got ${String(queue)}`);
  return ({ emit }) => {
    let running = 0;
    // A Set keeps insertion order and lets an aborted waiter leave from the middle.
    const waiters = new Set<() => void>();

    const acquire = (call: Call): Promise<void> | undefined => {
      if (running < limit) {
        running += 1;
        return undefined;
      }
      if (waiters.size >= queue) {
        throw new IntegrationError(
          'overloaded',
          `Too much is waiting for this connection already (${String(queue)} calls). Try again in a moment.`,
        );
      }
      emit({ type: 'wait', reason: 'bulkhead', ms: null }, call);
      return new Promise((resolve, reject) => {
        const enter = (): void => {
          call.signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          waiters.delete(enter);
          reject(abortError(call.signal));
        };
        waiters.add(enter);
        call.signal.addEventListener('abort', leave, { once: true });
      });
    };

    const release = (): void => {
      const [next] = waiters;
      if (next === undefined) {
        running -= 1;
        return;
      }
      // The slot passes on directly, so `running` stays.
      waiters.delete(next);
      next();
    };

    return async <T>(next: Execute<T>, call: Call): Promise<T> => {
      throwIfAborted(call.signal);
      await acquire(call);
      const held: Promise<unknown>[] = [];
      const hold = (work: Promise<unknown>): void => {
        held.push(work);
        call.hold?.(work);
      };
      try {
        return await next({ ...call, hold });
      } finally {
        if (held.length === 0) release();
        else void Promise.allSettled(held).then(release);
      }
    };
  };
}
