import process from 'node:process';

/**
 * Ends this process when its parent has gone or a signal asks for it, but not before something was closed. An interrupt is left to
 * the parent: in a terminal it reaches both.
 * @param {() => Promise<unknown>} close called once
 * @param {number} graceMs so long it may take
 * @returns {() => void} takes the signals again from libraries that were loaded since: some end the process by themselves
 */
export function endAfter(close, graceMs) {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), graceMs);
    close().then(
      () => process.exit(),
      (/** @type {unknown} */ error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  const take = () => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', end);
    process.on('SIGHUP', end);
  };
  process.once('disconnect', end);
  take();
  return take;
}
