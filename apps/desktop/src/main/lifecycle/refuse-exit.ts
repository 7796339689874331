import { IntegrationError } from '@wiz/core';
import type { AppLogger } from '../log/file-logger.ts';

/** What code can call to end the process that it runs in. */
const endings = ['exit', 'reallyExit', 'abort', 'kill'] as const;

type Ending = (typeof endings)[number];

/** The part of Node's `process` that is needed; `reallyExit` is there too, and in no description. */
export interface EndableProcess {
  readonly pid: number;
  on(event: 'uncaughtExceptionMonitor', listener: () => void): unknown;
  off(event: 'uncaughtExceptionMonitor', listener: () => void): unknown;
}

/**
 * Takes from all code in this process the means to end it: a library that calls `process.exit` would take every other
 * connection with it. The call throws instead, so that the run that made it fails, and is logged. What ends the
 * application itself goes another way: `app.quit` and `app.exit` of Electron, Node's end when nothing is left to do, and
 * a crash. A function that was taken from `process` before this, and native code, are out of reach.
 *
 * @returns gives the means back
 */
export function refuseExit(target: EndableProcess, logger: AppLogger): () => void {
  let released = false;
  let handlingException = false;
  // Some libraries end the process when an exception was not caught. What is thrown there ends it for certain.
  const onException = (): void => {
    handlingException = true;
    queueMicrotask(() => {
      handlingException = false;
    });
  };
  const refuse = (call: Ending): void => {
    // A change that was under way may have been made. Where nothing can have been changed, the engine knows it.
    const error = new IntegrationError(
      'internal_error',
      'The integration tried to end Project Wiz as a whole, and was kept from it. Save the diagnostics and report it.',
      { outcome: 'unknown' },
    );
    logger.error('exit_refused', { call, stack: error.stack ?? '' });
    if (!handlingException) throw error;
  };
  const restores = endings.map((call) => {
    const original: unknown = Reflect.get(target, call);
    if (typeof original !== 'function') return () => undefined;
    const guard = (...args: readonly unknown[]): unknown =>
      released || !meansItself(call, args, target.pid) ? Reflect.apply(original, target, args) : refuse(call);
    Reflect.set(target, call, guard);
    return () => {
      // Who has put something over it since keeps that, and reaches through the guard.
      if (Reflect.get(target, call) === guard) Reflect.set(target, call, original);
    };
  });
  target.on('uncaughtExceptionMonitor', onException);
  return () => {
    released = true;
    target.off('uncaughtExceptionMonitor', onException);
    for (const restore of restores) restore();
  };
}

/** A signal may go to other processes, and 0 only asks whether there is one. 0 and -1 as a process, and a group, reach this one too. */
function meansItself(call: Ending, [pid, signal]: readonly unknown[], own: number): boolean {
  return call !== 'kill' || (signal !== 0 && [own, -own, 0, -1].includes(Number(pid)));
}
