import * as cockatiel4 from 'cockatiel';
import * as cockatiel3 from 'cockatiel-3';
import { isIntegrationError } from '../src/integration-error.ts';
import type { BreakerPeer, BulkheadPeer, RetryPeer, Run, TimeoutPeer } from './peer.ts';

type Library = typeof cockatiel4;
type CockatielPeer = RetryPeer & TimeoutPeer & BreakerPeer & BulkheadPeer;

function runWith(policy: cockatiel4.IPolicy): Run {
  return (work, caller) => policy.execute(({ signal }) => work(signal), caller);
}

function isCancel(error: unknown): boolean {
  return isIntegrationError(error) && error.category === 'cancelled';
}

/** @param generator the jitter; without one, the library's own default */
function adapt(name: string, library: Library, generator?: Library['fullJitterGenerator']): CockatielPeer {
  const { bulkhead, circuitBreaker, handleAll, handleWhen, retry, timeout, wrap } = library;
  const limit = (ms: number): cockatiel4.TimeoutPolicy => timeout(ms, library.TimeoutStrategy.Aggressive);
  return {
    name,
    mostRetries: Number.MAX_SAFE_INTEGER,
    retry: ({ retries, baseMs, capMs, deadlineMs }) => {
      const options = { initialDelay: baseMs, maxDelay: capMs };
      const backoff = new library.ExponentialBackoff(generator === undefined ? options : { ...options, generator });
      const policy = retry(handleAll, { maxAttempts: retries, backoff });
      return runWith(deadlineMs === undefined ? policy : wrap(limit(deadlineMs), policy));
    },
    timeout: (ms) => runWith(limit(ms)),
    breaker: ({ failures, openMs, ratio, timeoutMs, listener, restored }) => {
      const breaker = circuitBreaker(
        handleWhen((error) => !isCancel(error)),
        {
          halfOpenAfter: openMs,
          breaker:
            ratio === undefined
              ? new library.ConsecutiveBreaker(failures)
              : new library.SamplingBreaker({
                  threshold: ratio.threshold,
                  duration: ratio.windowMs,
                  minimumRps: (ratio.minimum * 1000) / ratio.windowMs,
                }),
          ...(restored === undefined ? {} : { initialState: restored }),
        },
      );
      if (listener !== undefined) breaker.onSuccess(listener);
      return {
        run: runWith(timeoutMs === undefined ? breaker : wrap(breaker, limit(timeoutMs))),
        isOpen: () => breaker.state === library.CircuitState.Open,
        snapshot: () => breaker.toJSON(),
      };
    },
    bulkhead: ({ limit: slots, queue, timeoutMs }) =>
      runWith(timeoutMs === undefined ? bulkhead(slots, queue) : wrap(bulkhead(slots, queue), limit(timeoutMs))),
  };
}

// The parts used here have the same signatures in both; only their private members and enums make them different types.
const library3 = cockatiel3 as unknown as Library;

export const cockatiel_3_2_1 = adapt('cockatiel 3.2.1', library3);
export const cockatiel_4_0_0 = adapt('cockatiel 4.0.0', cockatiel4);
export const cockatielVersions = [cockatiel_3_2_1, cockatiel_4_0_0];

/** With the jitter that its README also offers, instead of the default. */
export const cockatielsWithFullJitter = [
  adapt('cockatiel 3.2.1 with full jitter', library3, library3.fullJitterGenerator),
  adapt('cockatiel 4.0.0 with full jitter', cockatiel4, cockatiel4.fullJitterGenerator),
];

/** With the option that leaves the signal alone when the work returns. */
export const cockatielsWithoutAbortOnReturn = [
  { name: 'cockatiel 3.2.1 without abortOnReturn', library: library3 },
  { name: 'cockatiel 4.0.0 without abortOnReturn', library: cockatiel4 },
].map(({ name, library }) => ({
  name,
  timeout: (ms: number) => runWith(library.timeout(ms, { strategy: library.TimeoutStrategy.Aggressive, abortOnReturn: false })),
}));
