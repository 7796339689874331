import { toIntegrationError } from './convert-error.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';

/** What a caller's own cancel looks like. */
export function cancelled(): IntegrationError {
  return new IntegrationError('cancelled', 'Cancelled.');
}

/** The reason of an aborted signal as one of our errors: our own reasons pass unchanged, anything else is a cancel. */
export function abortError(signal: AbortSignal): IntegrationError {
  const reason: unknown = signal.reason;
  if (isIntegrationError(reason)) return reason;
  const converted = toIntegrationError(reason);
  return converted.category === 'timeout_error' ? converted : new IntegrationError('cancelled', 'Cancelled.', { cause: reason });
}

/** Throws our error when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError(signal);
}

/** A controller that lives as long as one call and follows a longer-lived parent. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(reason: IntegrationError): void;
  /** Unhooks from the parent. Call in `finally`. */
  release(): void;
}

/**
 * One short-lived controller bridged by hand to its parent. `AbortSignal.any` and handing a long-lived
 * signal to `fetch` both leave listeners behind for as long as the parent lives
 * (nodejs/node#51441, #55351).
 */
export function linkedAbort(parent: AbortSignal): LinkedAbort {
  const controller = new AbortController();
  const follow = (): void => {
    controller.abort(parent.reason);
  };
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => {
      controller.abort(reason);
    },
    release: () => {
      parent.removeEventListener('abort', follow);
    },
  };
}
