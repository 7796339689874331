import { abortError, linkedAbort } from './abort.ts';
import { IntegrationError } from './integration-error.ts';
import type { Call, Execute, PolicyFactory } from './pipeline.ts';

export interface TimeoutOptions {
  /** Milliseconds, above 0. For a streamed call it runs to the first sign of life; after that the stream's idle limit counts. */
  readonly ms: number;
  /** `attempt` bounds one try, `deadline` everything inside it, waits and sleeps included. */
  readonly kind: 'attempt' | 'deadline';
}

/**
 * Settles the caller's promise when time is up or the call's signal aborts, and aborts the work with a reason
 * that tells the two apart. What the work does afterwards is discarded quietly, but reported through
 * `call.hold`, so that a bulkhead keeps its slot until the work has really ended.
 *
 * @throws RangeError at construction for a limit that is not above 0
 */
export function timeout({ ms, kind }: TimeoutOptions): PolicyFactory {
  if (!(ms > 0)) throw new RangeError(`timeout must be above 0 ms, got ${String(ms)}`);
  return ({ clock }) =>
    <T>(next: Execute<T>, call: Call): Promise<T> => {
      if (call.signal.aborted) return Promise.reject(abortError(call.signal));
      const inner = linkedAbort(call.signal);
      return new Promise<T>((resolve, reject) => {
        let settled = false;
        const expire = (sentence: string): void => {
          const mayHaveArrived = call.effect === 'write' || call.effect === 'destructive';
          inner.abort(
            new IntegrationError('timeout_error', sentence, {
              outcome: mayHaveArrived ? 'unknown' : 'none',
              retryable: kind === 'attempt',
            }),
          );
        };
        const limit =
          kind === 'attempt'
            ? `It did not answer within ${seconds(ms)}. Try again.`
            : `It was not done within ${seconds(ms)}, all attempts included. Try again.`;
        let cancelTimer = clock.at(clock.now() + ms, () => {
          expire(limit);
        });
        const offActivity = call.stream?.onActivity(() => {
          cancelTimer();
          const idleMs = call.stream?.idleMs ?? null;
          if (idleMs === null || kind === 'deadline' || settled) return;
          cancelTimer = clock.at(clock.now() + idleMs, () => {
            expire(`It fell silent for ${seconds(idleMs)}. Try again.`);
          });
        });
        const settle = (finish: () => void): void => {
          if (settled) return;
          settled = true;
          cancelTimer();
          offActivity?.();
          inner.signal.removeEventListener('abort', onAbort);
          inner.release();
          finish();
        };
        const onAbort = (): void => {
          call.hold?.(work);
          settle(() => {
            reject(abortError(inner.signal));
          });
        };
        inner.signal.addEventListener('abort', onAbort, { once: true });
        const work = start(next, { ...call, signal: inner.signal });
        work.then(
          (value) => {
            settle(() => {
              resolve(value);
            });
          },
          (error: unknown) => {
            settle(() => {
              // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passes on what the work threw, unchanged
              reject(error);
            });
          },
        );
      });
    };
}

/** Runs the work so that a synchronous throw is a rejection too. */
async function start<T>(next: Execute<T>, call: Call): Promise<T> {
  return next(call);
}

function seconds(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${String(Math.round(ms / 100) / 10)} s`;
}
