import process from 'node:process';

/**
 * Runs `work` with a signal that tells when somebody asks us to end (Ctrl-C, a closed terminal, another process).
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function untilInterrupted(work) {
  const stop = new AbortController();
  const ask = () => stop.abort();
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const name of signals) process.on(name, ask);
  try {
    return await work(stop.signal);
  } finally {
    for (const name of signals) process.off(name, ask);
  }
}
