import type { Clock } from './clock.ts';
import type { Effect } from './effect.ts';
import type { ErrorCategory } from './error-category.ts';

/** What a streamed call tells its policies: limits change with its first sign of life. */
export interface StreamState {
  /** Whether a chunk was delivered; from then on a repetition would deliver twice. */
  readonly started: boolean;
  /** Longest silence between two signs of life, in milliseconds; null where the contract sets none. */
  readonly idleMs: number | null;
  /** Calls back on every chunk and every progress report; returns the unsubscribe function. */
  onActivity(listener: () => void): () => void;
}

/** One call on its way through the policies. */
export interface Call {
  readonly operation: string;
  readonly effect: Effect;
  /** 1 for the first. */
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** The same from the click to the socket, in journal, log and events. */
  readonly correlationId: string;
  /** With a key the other side recognises a repetition, so a write may be retried. */
  readonly idempotencyKey?: string;
  readonly stream?: StreamState;
  /** Told of work that goes on after its promise was given up, so that slots are held until it really ends. */
  readonly hold?: (work: Promise<unknown>) => void;
}

export type Execute<T> = (call: Call) => Promise<T>;
export type Policy = <T>(next: Execute<T>, call: Call) => Promise<T>;

/** What policies report while a call runs. */
export type PolicyEvent =
  | { readonly type: 'attempt'; readonly attempt: number }
  | {
      readonly type: 'attempt_failed';
      readonly attempt: number;
      readonly category: ErrorCategory;
      readonly message: string;
      readonly durationMs: number;
    }
  | { readonly type: 'attempt_succeeded'; readonly attempt: number; readonly durationMs: number }
  | { readonly type: 'wait'; readonly reason: 'retry' | 'bulkhead'; readonly ms: number | null };

export interface Env {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** A sink that throws changes nothing: see `pipeline`. */
  readonly emit: (event: PolicyEvent, call: Call) => void;
}

/** Built once per connection: the closure it returns is the connection's state. */
export type PolicyFactory = (env: Env) => Policy;

/**
 * Composes policies; the first factory is outermost.
 *
 * The order of the product, and why: deadline (one budget for all that follows) → retry (so that every
 * attempt passes what is inside) → bulkhead (no slot is held during back-off) → attempt timeout (closest
 * to the work that it aborts).
 */
export function pipeline(env: Env, factories: readonly PolicyFactory[]): Policy {
  const safeEnv: Env = {
    ...env,
    emit: (event, call) => {
      try {
        env.emit(event, call);
      } catch {
        // A broken sink must not change the call's own result.
      }
    },
  };
  const policies = factories.map((create) => create(safeEnv));
  return <T>(next: Execute<T>, call: Call): Promise<T> => {
    const run = policies.reduceRight<Execute<T>>((inner, policy) => (current) => policy(inner, current), next);
    return run(call);
  };
}
