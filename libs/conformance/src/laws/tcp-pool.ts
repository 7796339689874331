import assert from 'node:assert/strict';
import type { Law } from '../law.ts';
import { cutAnswer } from '../tcp-fault.ts';
import type { Trial } from '../trial.ts';
import { aMoment, within } from '../waiting.ts';

/** More than any connection runs at once. */
const callers = 24;
/** What has not ended by then hangs, in milliseconds. */
const endedMs = 45_000;

/** Rows 49 and 50 of the fault catalogue: connections that are used again, and waited for. */
export const poolLaws: readonly Law[] = [
  {
    id: 'lost-connection-is-left',
    says: 'A connection that broke in the middle of its work is not used again: the next call works at its first attempt.',
    over: ['tcp'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.tcp({ policy: { retries: 0, breakerFailures: 10 } });
      const ticket = await world.ready(front, trial.operation);
      front.fault(faultAt, cutAnswer);
      const { error } = await world.end(trial.operation, { ticket });
      assert.equal(error?.category, 'network_error', error?.message ?? 'it answered as if nothing were wrong');
      front.restart();
      // What it changed may be changed now; a question is answered in any case.
      const read = Object.entries(trial.contract.operations).find(([, { effect }]) => effect === 'read')?.[0];
      const next = await world.end(trial.spec.effect === 'read' ? trial.operation : (read ?? trial.operation), { force: true });
      assert.ok(next.error === undefined, `the next call fails: ${next.error?.message ?? ''}`);
    },
  },
  {
    id: 'callers-wait-in-order',
    says: 'More callers than the system takes at once wait in order, may leave while they wait, and all come to an end.',
    over: ['tcp'],
    per: 'operation',
    leavesOut: ({ effect }) => (effect === 'read' ? undefined : 'So many changes would be another matter.'),
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.tcp({ policy: { retries: 0 } });
      await trial.faultAt();
      const letThrough = front.hold();
      const [ended, leave]: [number[], AbortController] = [[], new AbortController()];
      const calls = Array.from({ length: callers }, async (_, index) => {
        const end = await world.end(trial.operation, { force: true, ...(index === callers - 1 ? { signal: leave.signal } : {}) });
        ended.push(index);
        return end;
      });
      await aMoment(world.clock);
      const together = Math.max(1, front.open);
      assert.ok(together < callers, `all ${String(callers)} were sent at once`);
      leave.abort();
      const left = await within(world.clock, endedMs, calls.at(-1) ?? assert.fail(), 'a caller could not leave while it waited');
      assert.equal(left.error?.category, 'cancelled', left.error?.message);
      letThrough();
      const ends = await within(world.clock, endedMs, Promise.all(calls), 'some caller waits for ever');
      const lost = ends.slice(0, -1).find(({ error }) => error !== undefined);
      assert.ok(lost === undefined, `a caller that waited was not answered: ${lost?.error?.message ?? ''}`);
      // Who waited first is not behind who came last.
      assert.ok(ended.indexOf(together) < ended.indexOf(callers - 2), `who waited longest came last: ${ended.join(' ')}`);
    },
  },
];
