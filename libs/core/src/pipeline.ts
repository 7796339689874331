import type { Call, Execute, Policy } from './call.ts';
import { start } from './start.ts';

/**
 * The layers around one call, outermost first, and why each is where it is.
 *
 * 1. `metrics` see everything, also what the layers below refuse.
 * 2. `cache`: a hit costs nothing of what follows; callers of the same answer share one call, so one deadline, one
 *    set of retries, one token.
 * 3. `deadline`: one budget for all that follows, waits and sleeps included; needs the attempt timeout. Inside the
 *    cache, for a shared call must not die of the first caller's deadline.
 * 4. `retry`: every attempt passes all that is below, so each is counted, costs a token, and holds no slot while it
 *    waits for the next.
 * 5. `breaker`: sees every attempt by itself, and refuses before a token is spent on a system that is down.
 * 6. `rateLimit`: only what is really going to be sent costs; who waits for a token holds no slot.
 * 7. `bulkhead`: the last gate, so that a slot is only taken by work that starts at once.
 * 8. `health` sees what the system itself did and how long it took: no hits, no refusals, no waits of ours.
 * 9. `attemptTimeout`: closest to the work that it aborts; it does not run while the attempt waits for its turn.
 */
export interface Layers {
  readonly metrics?: Policy | undefined;
  readonly cache?: Policy | undefined;
  readonly deadline?: Policy | undefined;
  readonly retry?: Policy | undefined;
  readonly breaker?: Policy | undefined;
  readonly rateLimit?: Policy | undefined;
  readonly bulkhead?: Policy | undefined;
  readonly health?: Policy | undefined;
  readonly attemptTimeout?: Policy | undefined;
}

/**
 * Composes the layers that there are, always in the order of `Layers`. Without any, the work runs as it is; what it
 * throws before it returns its promise is a rejection in any case.
 *
 * @throws RangeError for a deadline without an attempt timeout: nobody would end the work
 */
export function pipeline({ metrics, cache, deadline, retry, breaker, rateLimit, bulkhead, health, attemptTimeout }: Layers): Policy {
  if (deadline !== undefined && attemptTimeout === undefined)
    throw new RangeError('a deadline needs an attempt timeout, which ends the work when it comes');
  const inward = [attemptTimeout, health, bulkhead, rateLimit, breaker, retry, deadline, cache, metrics].filter(
    (layer) => layer !== undefined,
  );
  return <T>(next: Execute<T>, call: Call): Promise<T> => {
    let run = next;
    for (const layer of inward) {
      const inner = run;
      run = (current) => layer(inner, current);
    }
    return start(run, call);
  };
}
