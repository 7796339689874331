import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How long Electron may take to end by itself before a restart; the source has changed, its state is worth nothing. */
const GRACE_MS = 700;

/**
 * Keeps one Electron running that can be started anew.
 * @param {{ executable: string, args: readonly string[], env: NodeJS.ProcessEnv, ended: (code: number) => void }} options `ended`:
 *   called when it ended by itself
 */
export function electronProcess({ executable, args, env, ended }) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let current;
  let stopped = Promise.resolve();
  let again = {};
  const stop = () => {
    if (current !== undefined) stopped = end(current);
    current = undefined;
    return stopped;
  };
  return {
    /** Ends it; who asks a second time waits for the same end. */
    stop,
    async restart() {
      await stop();
      const child = spawn(executable, args, { env: { ...env, ...again }, stdio: ['ignore', 'inherit', 'inherit'] });
      current = child;
      // The next one shows the screen that this one showed last.
      again = { WIZ_DEV_AGAIN: '1' };
      child.once('error', (error) => console.error(`Electron could not be started: ${error.message}`));
      child.once('close', (code) => {
        if (child === current) ended(code ?? 1);
      });
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(timer);
}
