import { abortError } from './abort.ts';
import type { Call, Execute } from './call.ts';
import type { Clock } from './clock.ts';
import type { ErrorCategory } from './error-category.ts';
import { isIntegrationError, type IntegrationError } from './integration-error.ts';

/** How one call, one attempt or one probe ended. */
export interface Observation {
  /** Milliseconds; below 0, which only a clock that stepped back yields, counts as 0. */
  readonly durationMs: number;
  /** Missing for a success. */
  readonly category?: ErrorCategory | undefined;
  /** The error's sentence for the user. */
  readonly message?: string | undefined;
  /** The answer was a stored one, so it tells nothing of the system. @default false */
  readonly cached?: boolean | undefined;
}

/** What is remembered of the last failure. */
export interface LastError {
  readonly category: ErrorCategory;
  /** At most 300 characters; null when none was given. */
  readonly message: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const longestMessage = 300;

/** The failure in fixed memory, whatever somebody wrote into the sentence. */
export function lastErrorOf(category: ErrorCategory, message: string | undefined, at: number): LastError {
  if (message === undefined || message.length <= longestMessage) return { category, message: message ?? null, at };
  // Joined anew: a plain slice would keep the whole text in memory.
  return { category, message: `${Array.from(message.slice(0, longestMessage - 1)).join('')}…`, at };
}

/**
 * Runs `next` and reports once how it ended, with the clock's `now` of that moment; result and error pass unchanged.
 * The clock is read twice, and once more for a stream: its duration runs to the first sign of life, as its end
 * says how much there was to tell, not how quick the other side is.
 *
 * @param settled must not throw
 */
export async function observeCall<T>(
  clock: Clock,
  next: Execute<T>,
  call: Call,
  settled: (observation: Observation, now: number) => void,
): Promise<T> {
  const startedAt = clock.now();
  // Most calls have neither, and pay for neither.
  const details = call.stream === undefined && call.cacheKey === undefined ? undefined : watch(clock, call);
  let failure: Failure | undefined;
  try {
    return await next(details?.call ?? call);
  } catch (error) {
    failure = failureOf(error, call.signal);
    throw error;
  } finally {
    details?.unsubscribe?.();
    const now = clock.now();
    const durationMs = Math.max(0, (details?.firstSignAt ?? now) - startedAt);
    settled({ durationMs, category: failure?.category, message: failure?.message, cached: details?.cached }, now);
  }
}

interface Details {
  readonly call: Call;
  readonly unsubscribe: (() => void) | undefined;
  firstSignAt?: number;
  cached?: boolean;
}

function watch(clock: Clock, call: Call): Details {
  const details: Details = {
    call: {
      ...call,
      origin: (origin) => {
        details.cached = origin.cached;
        call.origin?.(origin);
      },
    },
    unsubscribe: call.stream?.onActivity(() => {
      details.firstSignAt ??= clock.now();
    }),
  };
  return details;
}

type Failure = Pick<IntegrationError, 'category' | 'message'>;

function failureOf(error: unknown, signal: AbortSignal): Failure {
  // Who gives up, by a limit of their own too, says nothing of the system.
  if (signal.aborted) return { category: 'cancelled', message: abortError(signal).message };
  if (isIntegrationError(error)) return error;
  // A foreign message may hold anything, secrets too; the log has it, redacted.
  return { category: 'internal_error', message: 'Something unexpected happened. The log has the details.' };
}
