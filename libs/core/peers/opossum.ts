import Opossum10 from 'opossum';
import Opossum9 from 'opossum-9';
import { isIntegrationError } from '../src/integration-error.ts';
import type { BreakerPeer, BulkheadPeer, CachePeer, MetricsPeer, Run, Work } from './peer.ts';

type Action = [work: Work<unknown>, caller: AbortSignal];
/** With what is missing from the types. */
type Options = Opossum10.Options<Action> & { readonly state?: unknown };
type CacheOptions = Opossum10.Options<CacheAction> & { readonly coalesce?: boolean; readonly coalesceResetOn?: readonly string[] };
type CacheAction = [key: string, work: () => Promise<unknown>];

/** The action of a breaker is fixed when it is built, so it is one that runs whatever work it is given. */
function runWith(breaker: Opossum10<Action>): Run {
  return (work, caller) => breaker.fire(work, caller) as ReturnType<typeof work>;
}

function adapt(name: string, Library: typeof Opossum10): BreakerPeer & BulkheadPeer & MetricsPeer {
  /** The work's signal is the breaker's own, as its README shows it for `fetch`, or the caller's where the breaker has none. */
  const build = (options: Options): Opossum10<Action> => {
    const breaker: Opossum10<Action> & { getSignal?: () => AbortSignal | undefined } = new Library(
      (work: Work<unknown>, caller: AbortSignal) => work(breaker.getSignal?.() ?? caller),
      options,
    );
    return breaker;
  };
  return {
    name,
    breaker: ({ failures, openMs, ratio, timeoutMs, limit, listener, restored }) => {
      const breaker = build({
        resetTimeout: openMs,
        timeout: timeoutMs ?? 10_000,
        volumeThreshold: ratio?.minimum ?? failures,
        errorThresholdPercentage: (ratio?.threshold ?? 0.5) * 100,
        rollingCountTimeout: ratio?.windowMs ?? 10_000,
        errorFilter: (error: unknown) => isIntegrationError(error) && error.category === 'cancelled',
        ...(timeoutMs === undefined ? {} : { abortController: new AbortController(), autoRenewAbortController: true }),
        ...(limit === undefined ? {} : { capacity: limit }),
        ...(restored === undefined ? {} : { state: restored }),
      });
      if (listener !== undefined) breaker.on('success', listener);
      return { run: runWith(breaker), isOpen: () => breaker.opened, snapshot: () => breaker.toJSON().state };
    },
    // It has no queue, and no bulkhead without a breaker: more than 100 % of failures never occur.
    bulkhead: ({ limit, timeoutMs }) => runWith(build({ capacity: limit, errorThresholdPercentage: 100, timeout: timeoutMs ?? false })),
    metrics: () => {
      const breaker = build({ rollingPercentilesEnabled: false });
      return { run: runWith(breaker), state: () => breaker.status.window };
    },
  };
}

export const opossumVersions = [adapt('opossum 9.0.0', Opossum9), adapt('opossum 10.0.0', Opossum10)];

function adaptCache(name: string, Library: typeof Opossum10, options: CacheOptions): CachePeer {
  return {
    name,
    cache: () => {
      const breaker = new Library<CacheAction>((_key, work) => work(), { ...options, cacheGetKey: (key) => key, volumeThreshold: 100 });
      return (key, work) => breaker.fire(key, work) as ReturnType<typeof work>;
    },
  };
}

export const opossumCaches = [
  adaptCache('opossum 9.0.0, cache', Opossum9, { cache: true, cacheTTL: 60_000 }),
  adaptCache('opossum 10.0.0, cache', Opossum10, { cache: true, cacheTTL: 60_000 }),
];

/** Calls of the same key are one; the default also remembers how it ended, for as long as the timeout is. */
export const opossumsCoalescing = [
  adaptCache('opossum 9.0.0, coalesce', Opossum9, { coalesce: true }),
  adaptCache('opossum 10.0.0, coalesce', Opossum10, { coalesce: true }),
];

/** What its README advises where calls are retried. */
export const opossumsCoalescingUntilDone = [
  adaptCache('opossum 9.0.0, coalesce, reset', Opossum9, { coalesce: true, coalesceResetOn: ['error', 'success', 'timeout'] }),
  adaptCache('opossum 10.0.0, coalesce, reset', Opossum10, { coalesce: true, coalesceResetOn: ['error', 'success', 'timeout'] }),
];
