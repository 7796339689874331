import { setImmediate as nextTurn } from 'node:timers/promises';

/** What brings a program down when nobody handles it. */
const kinds = ['unhandledRejection', 'uncaughtException'] as const;

/**
 * Runs something and collects what was thrown or rejected meanwhile without anybody handling it. It is taken from everybody
 * else who listens for that, such as a test runner: the law under way is broken by it, and that says more.
 */
export async function collectUnhandled<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly unhandled: readonly unknown[] }> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  const giveBack = kinds.map((kind) => takeOver(kind, note));
  try {
    const result = await run();
    // Node looks for them when all that was ready has run.
    await nextTurn();
    return { result, unhandled };
  } finally {
    for (const back of giveBack) back();
  }
}

function takeOver(kind: (typeof kinds)[number], note: (reason: unknown) => void): () => void {
  const others = process.listeners(kind as 'uncaughtException');
  process.removeAllListeners(kind);
  process.on(kind, note);
  return () => {
    process.off(kind, note);
    for (const other of others) process.on(kind as 'uncaughtException', other);
  };
}
