import { abortError, onAbort } from './abort.ts';
import { Admission } from './admission.ts';
import type { Call, Execute, Policy } from './call.ts';
import { checkNumber, checkPositive, checkWhole } from './check-options.ts';
import type { Env } from './env.ts';
import { categories } from './error-category.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { RollingCounts } from './rolling-counts.ts';
import { start } from './start.ts';

export interface CircuitBreakerOptions {
  /** Failures in a row that open the circuit, 1 to 10. @default 5 */
  readonly failures?: number;
  /** Opens also at this share of failures in a rolling window. @default none */
  readonly ratio?: FailureRatio | undefined;
  /**
   * A success whose work took longer than this many milliseconds counts as a failure. Streams are never slow: their end says
   * how much there was to tell. @default none, slow calls do not count
   */
  readonly slowMs?: number | undefined;
  /** How long the circuit stays open the first time, in milliseconds. @default 60000 */
  readonly openMs?: number;
  /** The time open doubles with every probe that fails, up to this, in milliseconds. @default 600000 */
  readonly longestOpenMs?: number;
  /** Share of the time open that chance adds, 0 to 1, so that many computers do not come back together. @default 0.1 */
  readonly jitter?: number;
  /** A probe that has not ended after this many milliseconds frees its place for another. @default 60000 */
  readonly probeMs?: number;
  /** Whether a failure says something of the system; must not throw. @default what its category says */
  readonly blames?: (error: IntegrationError) => boolean;
}

export interface FailureRatio {
  /** Share of failures that opens the circuit, above 0, at most 1. */
  readonly threshold: number;
  /** Calls that the window must hold before the share means something. @default 10 */
  readonly minimum?: number;
  /** Length of the window in milliseconds. @default 60000 */
  readonly windowMs?: number;
}

/** Moments of `Clock.now()`. */
type State =
  | { readonly at: 'closed' }
  /** `until` is Infinity until a person closes it. */
  | { readonly at: 'open'; readonly until: number }
  /** A probe is out, at the longest until `probeUntil`. When it proves nothing, the circuit is open as before. */
  | { readonly at: 'half_open'; readonly until: number; readonly probeUntil: number };

type NotClosed = Exclude<State, { readonly at: 'closed' }>;

export interface CircuitReport {
  readonly state: State['at'];
  /**
   * Milliseconds until the next try; 0 when one may go now, null when a person has to close the circuit. While a probe
   * is out, the time it has left: it may end sooner.
   */
  readonly retryInMs: number | null;
  readonly failuresInARow: number;
  /** The sentence of the last failure that counted. */
  readonly lastFailure: string | null;
}

/** What survives a restart. Moments are milliseconds since 1970. */
export interface CircuitSnapshot {
  readonly failuresInARow: number;
  readonly timesOpened: number;
  /** Null while closed; Infinity does not survive JSON, so a manual opening is `'manual'`. */
  readonly openUntil: number | 'manual' | null;
}

/**
 * Stops calling what is down. Closed, it counts failures of the system, never those of the caller: wrong input,
 * missing rights and cancels leave it as it is, whoever the call was. Open, it fails every call at once and says when
 * the next try is possible. After that time exactly one call is let through as the probe, the others go on failing;
 * it closes the circuit, opens it for longer, or leaves its place to another when its own end says nothing of the
 * system. Results that began under an earlier state are ignored, and what still waits for its turn further inside
 * when the circuit opens is refused like everything else.
 *
 * It owns no timer: the state changes when a call asks.
 *
 * @see https://martinfowler.com/bliki/CircuitBreaker.html
 * @throws RangeError at construction for values out of range
 */
export class CircuitBreaker {
  readonly #env: Env;
  readonly #failures: number;
  readonly #slowMs: number | undefined;
  readonly #openMs: number;
  readonly #longestOpenMs: number;
  readonly #jitter: number;
  readonly #probeMs: number;
  readonly #blames: (error: IntegrationError) => boolean;
  readonly #threshold: number;
  readonly #minimum: number;
  readonly #window: RollingCounts | undefined;
  #state: State = { at: 'closed' };
  /** Every change of state starts a new one; what began in an earlier one has no say any more. */
  #generation = 0;
  /** Ends the waiting of what began in this generation. */
  #admission = new Admission();
  #inARow = 0;
  #timesOpened = 0;
  #lastFailure: string | null = null;

  constructor(
    env: Env,
    {
      failures = 5,
      ratio,
      slowMs,
      openMs = 60_000,
      longestOpenMs = Math.max(openMs, 600_000),
      jitter = 0.1,
      probeMs = 60_000,
      blames = blamesByCategory,
    }: CircuitBreakerOptions = {},
  ) {
    checkWhole('failures', failures, 1, 10);
    if (slowMs !== undefined) checkPositive('slowMs', slowMs);
    checkPositive('openMs', openMs);
    checkNumber('longestOpenMs', longestOpenMs, openMs);
    checkNumber('jitter', jitter, 0, 1);
    checkPositive('probeMs', probeMs);
    const { threshold = 1, minimum = 10, windowMs = 60_000 } = ratio ?? {};
    checkPositive('ratio.threshold', threshold);
    checkNumber('ratio.threshold', threshold, 0, 1);
    checkWhole('ratio.minimum', minimum, 1);
    checkPositive('ratio.windowMs', windowMs);
    this.#env = env;
    this.#failures = failures;
    this.#slowMs = slowMs;
    this.#openMs = openMs;
    this.#longestOpenMs = longestOpenMs;
    this.#jitter = jitter;
    this.#probeMs = probeMs;
    this.#blames = blames;
    this.#threshold = threshold;
    this.#minimum = minimum;
    this.#window = ratio === undefined ? undefined : new RollingCounts(env.clock.now(), windowMs);
  }

  /** Rejects with `circuit_open` and `retryAfterMs` while the circuit is open or another call is the probe. */
  readonly policy: Policy = (next, call) => {
    if (call.signal.aborted) return Promise.reject(abortError(call.signal));
    const state = this.#state;
    if (state.at !== 'closed') return this.#tryAgain(state, next, call);
    return this.#watch(this.#generation, this.#admission, next, call, nothing);
  };

  report(): CircuitReport {
    const state = this.#state;
    const nextTryAt = state.at === 'closed' ? -Infinity : nextTry(state);
    const retryInMs = nextTryAt === Infinity ? null : Math.max(0, nextTryAt - this.#env.clock.now());
    return { state: state.at, retryInMs, failuresInARow: this.#inARow, lastFailure: this.#lastFailure };
  }

  /** Opens until `close` or `reset`; time alone does not end it. */
  open(): void {
    this.#change({ at: 'open', until: Infinity });
    this.#env.emit({ type: 'circuit_opened', ms: null });
  }

  /** Lets calls through again and starts counting anew, the growth of the time open included. */
  close(): void {
    this.#close(undefined);
  }

  /** As new: closes, and forgets the last failure too. */
  reset(): void {
    this.#lastFailure = null;
    this.close();
  }

  snapshot(): CircuitSnapshot {
    const { clock } = this.#env;
    const state = this.#state;
    return {
      failuresInARow: this.#inARow,
      timesOpened: this.#timesOpened,
      openUntil: state.at === 'closed' ? null : state.until === Infinity ? 'manual' : clock.wallNow() + state.until - clock.now(),
    };
  }

  /**
   * Takes up where an earlier process stopped. What does not look like a snapshot changes nothing; a moment that a
   * changed clock has moved far into the future is cut to the longest time open.
   *
   * @returns whether it was taken
   */
  restore(snapshot: unknown): boolean {
    if (!isCircuitSnapshot(snapshot)) return false;
    const { clock } = this.#env;
    const { openUntil } = snapshot;
    this.#inARow = snapshot.failuresInARow;
    this.#timesOpened = snapshot.timesOpened;
    if (openUntil === null) {
      // An earlier process may have allowed more failures.
      this.#inARow = Math.min(this.#inARow, this.#failures - 1);
      this.#change({ at: 'closed' });
    } else if (openUntil === 'manual') {
      this.#change({ at: 'open', until: Infinity });
    } else {
      const leftMs = Math.min(Math.max(0, openUntil - clock.wallNow()), this.#longestOpenMs * (1 + this.#jitter));
      this.#change({ at: 'open', until: clock.now() + leftMs });
    }
    return true;
  }

  /** Makes this call the probe, or says why it is none. */
  #tryAgain<T>(state: NotClosed, next: Execute<T>, call: Call): Promise<T> {
    const now = this.#env.clock.now();
    const waitMs = nextTry(state) - now;
    const wanted = call.probe === true && state.at === 'open' && waitMs !== Infinity;
    if (waitMs > 0 && !wanted) return Promise.reject(this.#refusal(waitMs));
    const generation = this.#change({ at: 'half_open', until: state.until, probeUntil: now + this.#probeMs });
    const admission = this.#admission;
    // Work that ignores its signal must not keep the place of the probe.
    const unhook = onAbort(call.signal, () => {
      this.#failed(generation, abortError(call.signal), call);
    });
    this.#env.emit({ type: 'circuit_probe' }, call);
    return this.#watch(generation, admission, next, call, unhook);
  }

  #watch<T>(generation: number, admission: Admission, next: Execute<T>, call: Call, ended: () => void): Promise<T> {
    let startedAt = 0;
    let begun = call.begun;
    if (this.#slowMs !== undefined) {
      // Our own waits further inside are not the system's slowness.
      begun = () => {
        startedAt = this.#env.clock.now();
      };
      begun();
    }
    return start(next, { ...call, admission, begun }).then(
      (value) => {
        ended();
        this.#succeeded(generation, startedAt, call);
        return value;
      },
      (error: unknown) => {
        ended();
        this.#failed(generation, error, call);
        throw error;
      },
    );
  }

  #succeeded(generation: number, startedAt: number, call: Call): void {
    if (generation !== this.#generation) return;
    if (this.#slowMs !== undefined && call.stream === undefined && this.#env.clock.now() - startedAt > this.#slowMs) {
      this.#count(`It took longer than ${String(this.#slowMs)} ms.`, call);
      return;
    }
    this.#inARow = 0;
    if (this.#state.at === 'closed') this.#window?.succeeded(this.#env.clock.now());
    else this.#close(call);
  }

  #failed(generation: number, error: unknown, call: Call): void {
    if (generation !== this.#generation) return;
    // Who gives up, by a limit of their own too, says nothing of the system.
    const blamesSystem = isIntegrationError(error) && this.#blames(error) && !call.signal.aborted;
    if (blamesSystem) this.#count(error.message, call);
    else if (this.#state.at === 'half_open') this.#change({ at: 'open', until: this.#state.until });
  }

  /** A failure of the system. */
  #count(sentence: string, call: Call): void {
    const now = this.#env.clock.now();
    this.#lastFailure = sentence;
    this.#inARow += 1;
    this.#window?.failed(now);
    if (this.#state.at === 'closed' && this.#inARow < this.#failures && !this.#tooManyFailed(now)) return;
    const ms = Math.min(this.#longestOpenMs, this.#openMs * 2 ** this.#timesOpened) * (1 + this.#jitter * this.#env.random());
    this.#timesOpened += 1;
    this.#change({ at: 'open', until: now + ms });
    this.#env.emit({ type: 'circuit_opened', ms }, call);
  }

  #tooManyFailed(now: number): boolean {
    if (this.#window === undefined) return false;
    const { succeeded, failed } = this.#window.totals(now);
    return succeeded + failed >= this.#minimum && failed >= this.#threshold * (succeeded + failed);
  }

  #close(call: Call | undefined): void {
    const wasClosed = this.#state.at === 'closed';
    this.#inARow = 0;
    this.#timesOpened = 0;
    this.#change({ at: 'closed' });
    if (!wasClosed) this.#env.emit({ type: 'circuit_closed' }, call);
  }

  /** @returns the new generation */
  #change(state: State): number {
    this.#state = state;
    this.#window?.clear();
    this.#generation += 1;
    const generation = this.#generation;
    // Who waits while the circuit is closed stays within reach of the next opening, whatever closed it.
    if (state.at === 'closed') return generation;
    const waiting = this.#admission;
    this.#admission = new Admission();
    // Last, because whoever hears of it may call again.
    waiting.end(this.#refusal(Math.max(0, nextTry(state) - this.#env.clock.now())));
    return generation;
  }

  #refusal(waitMs: number): IntegrationError {
    if (waitMs === Infinity)
      return new IntegrationError('circuit_open', 'Calls to this system were switched off. Switch them on again first.');
    const seconds = String(Math.ceil(waitMs / 1000));
    const last = this.#lastFailure === null ? '' : ` The last failure: ${this.#lastFailure}`;
    const sentence = `It failed again and again, so nothing is sent for now. The next try is possible in ${seconds} s.${last}`;
    return new IntegrationError('circuit_open', sentence, { retryAfterMs: waitMs });
  }
}

function blamesByCategory({ category }: IntegrationError): boolean {
  return categories[category].blamesSystem;
}

function nothing(): void {
  // There is nothing to release.
}

function nextTry(state: NotClosed): number {
  return state.at === 'open' ? state.until : state.probeUntil;
}

function isCircuitSnapshot(value: unknown): value is CircuitSnapshot {
  if (typeof value !== 'object' || value === null) return false;
  const { failuresInARow, timesOpened, openUntil } = value as Record<string, unknown>;
  return isCount(failuresInARow) && isCount(timesOpened) && (openUntil === null || openUntil === 'manual' || Number.isFinite(openUntil));
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}
