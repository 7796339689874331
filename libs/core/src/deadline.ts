import { abortError } from './abort.ts';
import type { Policy } from './call.ts';
import { checkPositive } from './check-options.ts';
import type { Env } from './env.ts';
import { start } from './start.ts';

export interface DeadlineOptions {
  /** Milliseconds for everything inside, attempts, waits and sleeps included; above 0. For a streamed call, until its first sign of life. */
  readonly ms: number;
}

/**
 * One budget of time for all that a call does. It is a fact that travels with the call (`Call.deadlineAt`) and costs
 * nothing more: who waits inside does not begin a wait that cannot end before it and leaves the line when it comes, and
 * the attempt timeout, which a pipeline with a deadline needs, ends the work.
 *
 * @see https://grpc.io/docs/guides/deadlines/ for deadlines that travel with the call
 * @throws RangeError at construction for a budget that is not above 0
 */
export function deadline(env: Env, { ms }: DeadlineOptions): Policy {
  checkPositive('ms', ms);
  return (next, call) => {
    if (call.signal.aborted) return Promise.reject(abortError(call.signal));
    return start(next, { ...call, deadlineAt: Math.min(env.clock.now() + ms, call.deadlineAt ?? Infinity) });
  };
}
