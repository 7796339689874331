import { toIntegrationError } from './convert-error.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { SmallSet } from './small-set.ts';

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

const listenersKey = Symbol('listeners');

interface OwnSignal extends AbortSignal {
  [listenersKey]?: SmallSet<() => void>;
}

/**
 * An abort controller whose signal carries a plain list of listeners beside its own. The policies around one call
 * listen to each other's signals all the time and nearly never hear anything; `addEventListener` and its
 * counterpart would cost more than all else that they do. Everybody else uses the signal as any other.
 */
export class AbortSource {
  readonly #controller = new AbortController();
  readonly #listeners = new SmallSet<() => void>();
  readonly signal: AbortSignal;

  constructor() {
    const signal: OwnSignal = this.#controller.signal;
    signal[listenersKey] = this.#listeners;
    this.signal = signal;
  }

  /** Aborts the signal, once; later calls change nothing. */
  abort(reason: IntegrationError): void {
    if (this.signal.aborted) return;
    this.#controller.abort(reason);
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}

/**
 * Calls back when the signal aborts; not at all when it has aborted already. Returns the function that unhooks,
 * which has to be called in every case.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const own = (signal as OwnSignal)[listenersKey];
  if (own !== undefined) {
    own.add(listener);
    return () => {
      own.delete(listener);
    };
  }
  signal.addEventListener('abort', listener);
  return () => {
    signal.removeEventListener('abort', listener);
  };
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
  const source = new AbortSource();
  const follow = (): void => {
    source.abort(abortError(parent));
  };
  if (parent.aborted) follow();
  const release = onAbort(parent, follow);
  return {
    signal: source.signal,
    abort: (reason) => {
      source.abort(reason);
    },
    release,
  };
}
