import { abortError, AbortSource, onAbort } from './abort.ts';
import type { Call, Execute, Policy } from './call.ts';
import { checkPositive } from './check-options.ts';
import type { Env } from './env.ts';
import { IntegrationError } from './integration-error.ts';
import { outOfTime } from './overloaded.ts';
import { start } from './start.ts';

export interface TimeoutOptions {
  /** Milliseconds for one attempt, above 0. For a streamed call it runs to the first sign of life; after that the stream's idle limit counts. */
  readonly ms: number;
}

/**
 * Settles the caller's promise when time is up, the call's deadline comes or its signal aborts, and aborts the work with
 * a reason that tells the three apart. After the deadline nothing is begun. It covers everything until the work's promise
 * settles, so the reading of a body too, and leaves the work's signal alone when that is done. What given-up work does
 * afterwards is discarded quietly, but reported through `call.hold`, so that a bulkhead keeps its slot until the work has
 * really ended.
 *
 * One controller and one listener a call, unhooked by hand: `AbortSignal.any`, and a long-lived signal handed to
 * `fetch`, leave listeners behind for as long as the parent lives (nodejs/node#51441, #55351).
 *
 * @throws RangeError at construction for a limit that is not above 0
 */
export function timeout(env: Env, { ms }: TimeoutOptions): Policy {
  checkPositive('ms', ms);
  const { clock } = env;
  return <T>(next: Execute<T>, call: Call): Promise<T> => {
    const parent = call.signal;
    if (parent.aborted) return Promise.reject(abortError(parent));
    const { stream, deadlineAt = Infinity } = call;
    const now = clock.now();
    if (deadlineAt <= now) return Promise.reject(outOfTime());
    const source = new AbortSource();
    // Whether it was really sent is known further inside only; whoever knows that it was not may say so.
    const mayHaveArrived = call.effect === 'write' || call.effect === 'destructive';
    return new Promise<T>((resolve, reject) => {
      let over = false;
      let work: Promise<T> | undefined = undefined;
      const release = (): void => {
        over = true;
        cancelTimer();
        offActivity?.();
        unhook();
      };
      const giveUp = (reason: IntegrationError): void => {
        release();
        source.abort(reason);
        if (work !== undefined) call.hold?.(work);
        reject(reason);
      };
      const expire = (sentence: string, retryable: boolean): void => {
        giveUp(new IntegrationError('timeout_error', sentence, { outcome: mayHaveArrived ? 'unknown' : 'none', retryable }));
      };
      let cancelTimer =
        now + ms <= deadlineAt
          ? clock.at(now + ms, () => {
              expire(`It did not answer within ${seconds(ms)}. Try again.`, true);
            })
          : clock.at(deadlineAt, () => {
              expire('It was not done in time, all attempts included. Try again.', false);
            });
      const offActivity = stream?.onActivity(() => {
        cancelTimer();
        const { idleMs } = stream;
        if (idleMs === null) return;
        cancelTimer = clock.at(clock.now() + idleMs, () => {
          expire(`It fell silent for ${seconds(idleMs)}. Try again.`, true);
        });
      });
      const unhook = onAbort(parent, () => {
        const reason = abortError(parent);
        giveUp(mayHaveArrived ? reason.with({ outcome: 'unknown' }) : reason);
      });
      work = start(next, { ...call, signal: source.signal });
      // The work itself may have caused the abort, before there was a promise to hold.
      if (source.signal.aborted) call.hold?.(work);
      work.then(
        (value) => {
          if (over) {
            env.emit({ type: 'late', result: 'value' }, call);
          } else {
            release();
            resolve(value);
          }
        },
        (error: unknown) => {
          if (over) {
            env.emit({ type: 'late', result: 'error' }, call);
          } else {
            release();
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passes on what the work threw, unchanged
            reject(error);
          }
        },
      );
    });
  };
}

function seconds(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${String(Math.round(ms / 100) / 10)} s`;
}
