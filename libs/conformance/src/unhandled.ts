import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Runs something and collects what was rejected meanwhile without anybody handling it. It is taken from everybody else who
 * listens for that, such as a test runner: the law under way is broken by it, and that says more.
 */
export async function collectUnhandled<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly unhandled: readonly unknown[] }> {
  const others = process.listeners('unhandledRejection');
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  try {
    const result = await run();
    // Node looks for them when all that was ready has run.
    await nextTurn();
    return { result, unhandled };
  } finally {
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
}
