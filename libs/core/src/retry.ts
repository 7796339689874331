import { throwIfAborted } from './abort.ts';
import { isIntegrationError, type IntegrationError } from './integration-error.ts';
import type { Call, Execute, PolicyFactory } from './pipeline.ts';

export interface RetryOptions {
  /** Further attempts after the first, 0 to 5. @default 3 */
  readonly retries?: number;
  /** Milliseconds before the first retry, before jitter. @default 1000 */
  readonly baseMs?: number;
  /** Upper bound of the back-off, before jitter, in milliseconds. @default 30000 */
  readonly capMs?: number;
}

/**
 * Repeats what may be repeated: retryable errors of `read` and `idempotent` calls, and of a `write` only when it
 * carries an idempotency key or provably never arrived. Streams only before their first chunk.
 * Full jitter over the capped delay; a wait that the other side asked for wins. Aborting ends a back-off at once.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ for full jitter
 * @throws RangeError at construction for values out of range
 */
export function retry({ retries = 3, baseMs = 1000, capMs = 30_000 }: RetryOptions = {}): PolicyFactory {
  if (!Number.isInteger(retries) || retries < 0 || retries > 5)
    throw new RangeError(`retries must be a whole number from 0 to 5, got ${String(retries)}`);
  if (!(baseMs > 0)) throw new RangeError(`baseMs must be above 0, got ${String(baseMs)}`);
  if (!(capMs >= baseMs)) throw new RangeError(`capMs must be at least baseMs, got ${String(capMs)}`);
  return ({ clock, random, emit }) =>
    async <T>(next: Execute<T>, call: Call): Promise<T> => {
      for (let attempt = 1; ; attempt += 1) {
        throwIfAborted(call.signal);
        const current: Call = { ...call, attempt };
        const startedAt = clock.now();
        emit({ type: 'attempt', attempt }, current);
        try {
          const value = await next(current);
          emit({ type: 'attempt_succeeded', attempt, durationMs: clock.now() - startedAt }, current);
          return value;
        } catch (error) {
          // What is not ours is a programming error: never retried.
          if (!isIntegrationError(error)) throw error;
          emit(
            { type: 'attempt_failed', attempt, category: error.category, message: error.message, durationMs: clock.now() - startedAt },
            current,
          );
          if (attempt > retries || !mayRepeat(error, current)) throw error.with({ attempts: attempt });
          const backOffMs = random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
          const waitMs = Math.max(error.retryAfterMs ?? 0, backOffMs);
          emit({ type: 'wait', reason: 'retry', ms: waitMs }, current);
          await clock.sleep(waitMs, call.signal);
        }
      }
    };
}

function mayRepeat(error: IntegrationError, call: Call): boolean {
  if (!error.retryable || call.stream?.started === true) return false;
  switch (call.effect) {
    case 'read':
    case 'idempotent':
      return true;
    case 'write':
      return call.idempotencyKey !== undefined || error.outcome === 'none';
    case 'destructive':
      return error.outcome === 'none';
  }
}
