import type { Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { ErrorCategory } from './error-category.ts';
import type { HealthStatus } from './health.ts';

/**
 * Why a failure is not repeated: the error says that it would not help, the effect forbids it, the attempts or the
 * connection's retry budget are used up, or the wait would not end before the deadline or within the longest wait.
 */
export type StopReason = 'error' | 'effect' | 'attempts' | 'budget' | 'deadline';

/** What policies report. Nobody's result depends on a report, and the receiver reads its own clock for times. */
export type PolicyEvent =
  | { readonly type: 'attempt'; readonly attempt: number }
  | { readonly type: 'attempt_succeeded'; readonly attempt: number }
  | { readonly type: 'attempt_failed'; readonly attempt: number; readonly category: ErrorCategory; readonly message: string }
  /** `ms` is the expected wait; null when nobody can know. A `pause` is one that the other side asked for. */
  | { readonly type: 'wait'; readonly reason: 'retry' | 'rate_limit' | 'pause' | 'bulkhead'; readonly ms: number | null }
  /** The turn that a call stood in line for has come. A retry's wait ends with its attempt, and any with the call itself. */
  | { readonly type: 'wait_ended' }
  | { readonly type: 'retry_stopped'; readonly reason: StopReason }
  /** The other side asked for silence: nobody of this connection calls for `ms` milliseconds. */
  | { readonly type: 'paused'; readonly ms: number }
  /** `ms` until the next try; null when only a person ends it. */
  | { readonly type: 'circuit_opened'; readonly ms: number | null }
  | { readonly type: 'circuit_probe' }
  | { readonly type: 'circuit_closed' }
  | { readonly type: 'cache'; readonly result: 'hit' | 'stale' | 'miss' | 'revalidated' | 'stale_if_error' }
  /** `correlationId` is that of the call whose answer this one waits for. */
  | { readonly type: 'cache'; readonly result: 'joined'; readonly correlationId: string }
  /** Work that had been given up ended after all; its result was discarded. */
  | { readonly type: 'late'; readonly result: 'value' | 'error' }
  | { readonly type: 'health_changed'; readonly from: HealthStatus; readonly to: HealthStatus };

/** @param call missing when no call caused it: a manual change, a health report */
export type EventSink = (event: PolicyEvent, call: Call | undefined) => void;

export interface EnvPorts {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sink: EventSink;
}

/**
 * What every policy is built with: time, chance, and one sink for events. A class, and not just its shape, so that
 * no policy can be built around a sink that is able to throw into it.
 */
export class Env {
  readonly clock: Clock;
  readonly random: () => number;
  readonly #sink: EventSink;

  constructor({ clock, random, sink }: EnvPorts) {
    this.clock = clock;
    this.random = random;
    this.#sink = sink;
  }

  /** Reports to the sink; whatever the sink throws ends here. */
  emit(event: PolicyEvent, call?: Call): void {
    try {
      this.#sink(event, call);
    } catch {
      // A broken sink must not change the call's own result.
    }
  }
}
