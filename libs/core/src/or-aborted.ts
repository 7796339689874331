import { abortError } from './abort.ts';

/**
 * Settles as the work does, or rejects at once with the signal's reason as one of our errors when it aborts; the listener
 * goes in both cases. The work goes on unheard: this is for what cannot be told to stop.
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(abortError(signal));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
