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
  return withSessions(machine, electron, 1, ([session], signal) => work(/** @type {typeof session & {}} */ (session), signal));
}

/**
 * Runs `work` beside several sessions that share nothing, each with a display of its own.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./find-electron.mjs').Electron} electron
 * @param {number} count
 * @param {(sessions: readonly import('./session.mjs').Session[], signal: AbortSignal) => Promise<number>} work see `withSession`
 * @returns {Promise<number>} the exit code, 130 when we were asked to end
 * @throws {Error} with a sentence for the user, when no session can be had on this machine
 */
export function withSessions(machine, electron, count, work) {
  return untilInterrupted(async (signal) => {
    /** @type {import('./session.mjs').Session[]} */
    const sessions = [];
    try {
      // One after the other: only the first has to find out whether the sandbox works.
      while (sessions.length < count && !signal.aborted) sessions.push(await openSession(machine, electron));
      if (sessions.some(({ sandboxed }) => !sandboxed))
        console.log('Chromium’s sandbox cannot run on this machine: Electron runs without it, and its test is skipped.');
      const code = signal.aborted ? 130 : await work(sessions, signal);
      return signal.aborted ? 130 : code;
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
    }
  });
}
