import { untilInterrupted } from '../run/interrupt.mjs';
import { openSession } from './session.mjs';

/**
 * Runs `work` inside a session and closes it afterwards, also when somebody asks us to end.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./find-electron.mjs').Electron} electron
 * @param {(session: import('./session.mjs').Session, signal: AbortSignal) => Promise<number>} work answers the exit code; `signal`
 *   tells it to stop
 * @returns {Promise<number>} the exit code, 130 when we were asked to end
 * @throws {Error} with a sentence for the user, when no session can be had on this machine
 */
export function withSession(machine, electron, work) {
  return untilInterrupted(async (signal) => {
    const session = await openSession(machine, electron);
    try {
      if (!session.sandboxed)
        console.log('Chromium’s sandbox cannot run on this machine: Electron runs without it, and its test is skipped.');
      const code = signal.aborted ? 130 : await work(session, signal);
      return signal.aborted ? 130 : code;
    } finally {
      await session.close();
    }
  });
}
