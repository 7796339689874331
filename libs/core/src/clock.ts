import { abortError } from './abort.ts';

/** Time as a port. Intervals use `now`, which never jumps; only what a person reads uses `wallNow`. */
export interface Clock {
  /** Monotonic milliseconds since some fixed moment. */
  now(): number;
  /** Milliseconds since 1970, as the computer's clock shows; may jump either way. */
  wallNow(): number;
  /** Calls back once `now()` has reached `moment`; returns a cancel function that may be called any number of times. */
  at(moment: number, callback: () => void): () => void;
  /**
   * Settles after `ms` milliseconds, or rejects at once with the signal's reason when it aborts.
   * Leaves neither timer nor listener behind.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** `setTimeout` fires at once above this many milliseconds (a signed 32-bit field), so longer waits are taken in steps. */
const longestTimer = 2 ** 31 - 1;

/** The computer's own clock. */
export function systemClock(): Clock {
  const now = (): number => performance.now();
  const at = (moment: number, callback: () => void): (() => void) => {
    let timer: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const left = moment - now();
      timer = setTimeout(left > 0 ? check : callback, Math.min(Math.max(Math.ceil(left), 0), longestTimer));
    };
    const check = (): void => {
      if (now() >= moment) callback();
      else arm();
    };
    arm();
    return () => {
      clearTimeout(timer);
    };
  };
  return { now, wallNow: () => Date.now(), at, sleep: (ms, signal) => sleepOn({ now, at }, ms, signal) };
}

/** Abortable sleep on any clock that can call back. */
export function sleepOn(clock: Pick<Clock, 'now' | 'at'>, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortError(signal));
      return;
    }
    const onAbort = (): void => {
      cancel();
      // `signal` is present here: only its own listener calls this.
      if (signal !== undefined) reject(abortError(signal));
    };
    const cancel = clock.at(clock.now() + ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
