import { IntegrationError } from '../src/integration-error.ts';
import { advance, now } from './fake-time.ts';
import type { Breaker } from './peer.ts';

/** What has become of a promise. */
export interface Watched {
  state: 'pending' | 'value' | 'error';
  /** The moment on the monotonic clock. */
  at: number | undefined;
  error: unknown;
}

/** Follows a promise without waiting for it. */
export function watch(promise: Promise<unknown>): Watched {
  const watched: Watched = { state: 'pending', at: undefined, error: undefined };
  const end = (state: 'value' | 'error', error?: unknown): void => {
    Object.assign(watched, { state, error, at: now() });
  };
  promise.then(
    () => {
      end('value');
    },
    (error: unknown) => {
      end('error', error);
    },
  );
  return watched;
}

/** A signal that nobody aborts. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** Work that the system fails. */
export function down(): Promise<never> {
  return Promise.reject(new IntegrationError('network_error', 'Down.'));
}

/** Work that succeeds. */
export function fine(): Promise<string> {
  return Promise.resolve('fine');
}

/** What a caller's abort looks like. */
export function cancel(): IntegrationError {
  return new IntegrationError('cancelled', 'Cancelled.');
}

/** One call, as far as it gets without time going by. */
export async function attempt(breaker: Breaker, work: () => Promise<unknown>): Promise<Watched['state']> {
  const call = watch(breaker.run(work, never()));
  await advance(0);
  return call.state;
}
