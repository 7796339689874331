import { abortError } from './abort.ts';
import type { Call, Execute, Policy } from './call.ts';
import { checkNumber, checkPositive, checkWhole } from './check-options.ts';
import type { Env, StopReason } from './env.ts';
import { isIntegrationError, type IntegrationError, type Outcome } from './integration-error.ts';
import type { RetryBudget } from './retry-budget.ts';
import { start } from './start.ts';

export interface RetryOptions {
  /** Further attempts after the first, 0 to 5. @default 3 */
  readonly retries?: number;
  /** Milliseconds before the first retry, before jitter. @default 1000 */
  readonly baseMs?: number;
  /** Upper bound of the back-off, before jitter, in milliseconds. @default 30000 */
  readonly capMs?: number;
  /** The longest wait that the other side may ask for, in milliseconds; for more, the call fails at once. @default 3600000 */
  readonly longestWaitMs?: number;
  /** Shared by all calls of a connection. @default none, every call may use all its retries */
  readonly budget?: RetryBudget | undefined;
}

/**
 * Repeats what may be repeated: retryable errors of `read` and `idempotent` calls, and of a `write` only when it
 * carries an idempotency key or provably never arrived. Streams only before their first chunk. What is not an
 * `IntegrationError` is a programming error and never repeated.
 *
 * Full jitter over the capped delay, `random() × min(cap, base × 2ⁿ)` before retry n, counted from 0, so that callers that failed together do not
 * come back together, not even at the cap. A wait that the other side asked for wins, with up to `baseMs` on top
 * for the same reason. A wait that cannot end before the deadline is not begun, and aborting ends one at once.
 *
 * The error of the last attempt is thrown, with the number of attempts, with all of them as its cause, and with an
 * unknown outcome when that of any attempt was.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ for full jitter
 * @throws RangeError at construction for values out of range
 */
export function retry(
  env: Env,
  { retries = 3, baseMs = 1000, capMs = 30_000, longestWaitMs = 3_600_000, budget }: RetryOptions = {},
): Policy {
  checkWhole('retries', retries, 0, 5);
  checkPositive('baseMs', baseMs);
  checkNumber('capMs', capMs, baseMs);
  checkNumber('longestWaitMs', longestWaitMs, 0);
  const { clock, random } = env;

  /** Milliseconds to wait before the next attempt, or why there is none. */
  const waitBefore = (error: IntegrationError, call: Call): number | StopReason => {
    if (!error.retryable) return 'error';
    if (!mayRepeat(call, error)) return 'effect';
    if (call.attempt > retries) return 'attempts';
    const { retryAfterMs = 0 } = error;
    const backOffMs = Math.min(capMs, baseMs * 2 ** (call.attempt - 1));
    const waitMs = retryAfterMs > 0 ? retryAfterMs + random() * baseMs : random() * backOffMs;
    if (retryAfterMs > longestWaitMs || clock.now() + waitMs >= (call.deadlineAt ?? Infinity)) return 'deadline';
    return budget === undefined || budget.take() ? waitMs : 'budget';
  };

  const attempt = <T>(next: Execute<T>, call: Call, earlier: readonly IntegrationError[]): Promise<T> => {
    env.emit({ type: 'attempt', attempt: call.attempt }, call);
    return start(next, call).then(
      (value) => {
        budget?.succeeded();
        env.emit({ type: 'attempt_succeeded', attempt: call.attempt }, call);
        return value;
      },
      async (error: unknown) => {
        if (!isIntegrationError(error)) throw error;
        env.emit({ type: 'attempt_failed', attempt: call.attempt, category: error.category, message: error.message }, call);
        const failures = [...earlier, error];
        if (call.signal.aborted) throw cancelledAfter(failures, call.signal);
        const stop = (reason: StopReason): IntegrationError => {
          env.emit({ type: 'retry_stopped', reason }, call);
          return earlier.length === 0 ? error : summedUp(error, failures);
        };
        const waitMs = waitBefore(error, call);
        if (typeof waitMs === 'string') throw stop(waitMs);
        env.emit({ type: 'wait', reason: (error.retryAfterMs ?? 0) > 0 ? 'pause' : 'retry', ms: waitMs }, call);
        await clock.sleep(waitMs, call.signal).catch(() => {
          throw cancelledAfter(failures, call.signal);
        });
        // A computer that slept meanwhile may have slept through the deadline.
        if (call.deadlineAt !== undefined && clock.now() >= call.deadlineAt) throw stop('deadline');
        // What a person wanted tried was tried; from here on the circuit decides.
        return attempt(next, { ...call, attempt: call.attempt + 1, probe: undefined }, failures);
      },
    );
  };
  return (next, call) => {
    if (call.signal.aborted) return Promise.reject(abortError(call.signal));
    return attempt(next, call.attempt === 1 ? call : { ...call, attempt: 1 }, []);
  };
}

function mayRepeat(call: Call, error: IntegrationError): boolean {
  if (call.stream?.started === true) return false;
  if (call.effect === 'read' || call.effect === 'idempotent') return true;
  return error.outcome === 'none' || (call.effect === 'write' && call.idempotencyKey !== undefined);
}

/**
 * The last error that the other side had a part in, with all attempts as its cause. Whatever it says of its outcome: an
 * earlier attempt may have arrived.
 */
function summedUp(error: IntegrationError, failures: readonly IntegrationError[]): IntegrationError {
  const last = failures.findLast(({ category }) => category !== 'overloaded') ?? error;
  const cause = new AggregateError(failures, `${String(failures.length)} attempts failed.`);
  return last.with({ attempts: failures.length, outcome: outcomeOf(failures), cause });
}

/** The cancel; when an attempt before it may have arrived, it says so. */
function cancelledAfter(failures: readonly IntegrationError[], signal: AbortSignal): IntegrationError {
  const reason = abortError(signal);
  return outcomeOf(failures) === 'unknown' ? reason.with({ attempts: failures.length, outcome: 'unknown' }) : reason;
}

function outcomeOf(failures: readonly IntegrationError[]): Outcome {
  return failures.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'none';
}
