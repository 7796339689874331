import type { CallContext } from './call-context.ts';

/**
 * Hands a stream to electron-trpc one event at a time, no faster than the window takes them.
 *
 * The iterator is a plain object, made at once: electron-trpc loses a stop that arrives before the iterator is there
 * (row 8), waits for ever for a generator that is stuck (row 9), and refuses iterators that the engine's runtime
 * already made disposable. `next` and `return` settle as soon as the call's signal aborts.
 *
 * @param open called on the first `next`; its stream must end when the call's signal aborts
 */
export function pacedStream<T>(call: CallContext, open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  const { signal, credit } = call;
  let inner: AsyncIterator<T> | undefined;
  const leave = (): IteratorResult<T, undefined> => {
    call.stop();
    // Whatever the stream still has to say, nobody listens any more.
    Promise.resolve(inner?.return?.()).catch(() => undefined);
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]: () => ({
      async next(): Promise<IteratorResult<T, undefined>> {
        if (!(await credit.take(signal))) return leave();
        const step = await unlessAborted(signal, async () => {
          inner ??= (await open())[Symbol.asyncIterator]();
          return signal.aborted ? undefined : inner.next();
        });
        if (step === undefined) return leave();
        return step.done === true ? { done: true, value: undefined } : step;
      },
      return: () => Promise.resolve(leave()),
    }),
  };
}

/** The work's own end, or undefined as soon as the signal aborts; a late rejection is nobody's business then. */
function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T | undefined>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      resolve(undefined);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
      });
  });
}
