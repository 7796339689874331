import { abortError, onAbort } from './abort.ts';
import { TimerWheel } from './timer-wheel.ts';

/** Time as a port. Intervals use `now`, which never jumps back; only what a person reads uses `wallNow`. */
export interface Clock {
  /** Monotonic milliseconds since some fixed moment, time asleep included as far as the host tells of it. */
  now(): number;
  /** Milliseconds since 1970, as the computer's clock shows; may jump either way. */
  wallNow(): number;
  /**
   * Calls back once `now()` has reached `moment`, never before, at most about two milliseconds after (a busy event
   * loop adds its own delay). Returns a cancel function that may be called any number of times.
   *
   * @throws RangeError for NaN
   */
  at(moment: number, callback: () => void): () => void;
  /**
   * Settles after `ms` milliseconds, or rejects at once with the signal's reason when it aborts.
   * Leaves neither timer nor listener behind.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls back when the computer or this process has been asleep, with the milliseconds missed (0 when nobody knows),
   * after what came due meanwhile; returns the unsubscribe function. Each listener is called, whatever the others throw.
   */
  onWake(listener: (missedMs: number) => void): () => void;
}

/** What a clock needs of its computer. Timers of Node may be `ref`ed and `unref`ed, those of a browser not. */
export interface ClockHost {
  monotonic(): number;
  wall(): number;
  setTimer(callback: () => void, ms: number): HostTimer;
  clearTimer(timer: HostTimer): void;
}

export type HostTimer = number | { ref(): unknown; unref(): unknown };

/** The computer's own clock; the host tells it of sleep, as Electron's `powerMonitor` does. */
export interface SystemClock extends Clock {
  /** The computer is about to sleep. */
  suspend(): void;
  /** The computer is awake again, or may have been asleep. What was due meanwhile is called back at once. */
  resume(): void;
}

/** `setTimeout` fires at once above this many milliseconds (a signed 32-bit field), so longer waits are taken in steps. */
const longestTimer = 2 ** 31 - 1;

/** A timer that is late by more than this, in milliseconds, says that the process stood still. */
const standstillMs = 5000;

const computer: ClockHost = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (callback, ms) => setTimeout(callback, ms),
  clearTimer: (timer) => {
    clearTimeout(timer as number);
  },
};

/**
 * One native timer for all waits, since a native one for each call costs more than the rest of the call together.
 * It stays armed when the last wait is cancelled, because the next call will want it, but keeps no process alive
 * then, fires at most once, and is not set again before somebody waits.
 *
 * While the computer sleeps the monotonic clock may stand still (nodejs/node#47724). Between `suspend` and `resume`
 * the wall clock says how long it was, so deadlines, breakers and caches do not take eight hours for a moment. At
 * any other time a step of the wall clock changes nothing.
 */
export function systemClock(host: ClockHost = computer): SystemClock {
  const wakeListeners = new Set<(missedMs: number) => void>();
  let asleepMs = 0;
  let fellAsleep: { readonly monotonic: number; readonly wall: number } | undefined;
  let native: HostTimer | undefined;
  let armedFor = Infinity;

  const now = (): number => host.monotonic() + asleepMs;
  const wheel = new TimerWheel(now());

  const disarm = (): void => {
    if (native !== undefined) host.clearTimer(native);
    native = undefined;
  };
  const arm = (moment: number): void => {
    disarm();
    armedFor = moment;
    native = host.setTimer(fire, Math.min(Math.max(Math.ceil(moment - now()), 0), longestTimer));
  };
  const callBack = (): void => {
    disarm();
    // What callbacks insert waits for `arm` below.
    armedFor = -Infinity;
    try {
      wheel.advance(now());
    } finally {
      armedFor = Infinity;
      if (wheel.size > 0) arm(wheel.next());
    }
  };
  const fire = (): void => {
    const lateMs = now() - armedFor;
    native = undefined;
    try {
      callBack();
    } finally {
      if (lateMs > standstillMs) wake(lateMs);
    }
  };
  const wake = (missedMs: number): void => {
    const errors: unknown[] = [];
    for (const listener of [...wakeListeners]) {
      try {
        listener(missedMs);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
  const at = (moment: number, callback: () => void): (() => void) => {
    const timer = wheel.insert(moment, callback);
    if (timer.tick < armedFor) arm(timer.tick);
    else if (wheel.size === 1 && typeof native === 'object') native.ref();
    return () => {
      if (wheel.remove(timer) && wheel.size === 0 && typeof native === 'object') native.unref();
    };
  };
  return {
    now,
    wallNow: () => host.wall(),
    at,
    sleep: (ms, signal) => sleepOn({ now, at }, ms, signal),
    onWake: (listener) => {
      wakeListeners.add(listener);
      return () => {
        wakeListeners.delete(listener);
      };
    },
    suspend: () => {
      fellAsleep ??= { monotonic: host.monotonic(), wall: host.wall() };
    },
    resume: () => {
      const awakeMs = fellAsleep === undefined ? 0 : host.monotonic() - fellAsleep.monotonic;
      // Where the monotonic clock ran on, it knows best; and a wall clock that was set back must not turn ours back.
      const missedMs = fellAsleep === undefined ? 0 : Math.max(awakeMs, host.wall() - fellAsleep.wall);
      fellAsleep = undefined;
      asleepMs += missedMs - awakeMs;
      try {
        callBack();
      } finally {
        wake(missedMs);
      }
    },
  };
}

/** Abortable sleep on any clock that can call back. */
export function sleepOn(clock: Pick<Clock, 'now' | 'at'>, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal === undefined) {
    return new Promise((resolve) => {
      clock.at(clock.now() + ms, resolve);
    });
  }
  if (signal.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + ms, () => {
      unhook();
      resolve();
    });
    const unhook = onAbort(signal, () => {
      cancel();
      unhook();
      reject(abortError(signal));
    });
  });
}
