import { faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { counted, from, only, type Action } from '../http-action.ts';
import { isRepeatable, type Law } from '../law.ts';
import type { Trial } from '../trial.ts';
import { until } from '../waiting.ts';

/** What the system asks for, in seconds; long enough to be seen on a busy machine. */
export const waitSeconds = '2';
const waitMs = 2000;
/** Clocks count whole milliseconds. */
const slackMs = 5;

/** A pause that is asked for without a time is at least so long after the call began, in milliseconds. */
const leastPauseMs = 60_000 - slackMs;

/** One refusal, and after it two callers at once: nothing may come before its time is over, and then both are answered. */
export async function refusedOnce(trial: Trial, refusal: Action): Promise<void> {
  const faultAt = await trial.faultAt();
  const { world, front } = await trial.http();
  const [first, second] = [await world.ticket(trial.operation), await world.ticket(trial.operation)];
  front.restart();
  const refused = counted(refusal);
  front.rule(only(faultAt, refused.action));
  const one = world.end(trial.operation, { ticket: first, force: true });
  // Whoever looks at it later.
  one.catch(() => undefined);
  const isPaused = async (): Promise<boolean> => (await world.state()).budget.pausedUntil !== null;
  const endedEarly = one.then(({ error }) =>
    assert.fail(error === undefined ? 'it was answered without a pause' : `it failed at once: ${error.message}`),
  );
  await Promise.race([endedEarly, until(world.clock, isPaused, 'it did not pause')]);
  endedEarly.catch(() => undefined);
  const saidAt = front.requests[faultAt]?.at ?? assert.fail('nothing was sent');
  const ends = await Promise.all([one, world.end(trial.operation, { ticket: second, force: true })]);
  // Two changes at once may be one too many for the system: the other one was made then.
  const answered = ends.filter(({ answer }) => answer !== undefined).length;
  assert.ok(answered >= (trial.spec.effect === 'read' ? 2 : 1), ends.map(({ error }) => error?.message).join(' '));
  for (const { at } of front.requests.slice(faultAt + 1))
    assert.ok(
      at - saidAt >= waitMs - slackMs,
      `something was sent after ${String(Math.round(at - saidAt))} ms instead of ${String(waitMs)}`,
    );
  assert.ok(front.arrived > faultAt + 1, 'nothing was sent again');
}

/** A refusal without end: it is told at once, sent once, and holds back everything that comes later. */
async function refusedForLong(trial: Trial, refusal: Action, pausedAtLeastMs: number): Promise<void> {
  const faultAt = await trial.faultAt();
  const { world, front } = await trial.http({ policy: { retries: 0 } });
  const ticket = await world.ready(front, trial.operation);
  const refused = counted(refusal);
  front.rule(from(faultAt, refused.action));
  const began = world.clock.wallNow();
  const error = await world.failure(trial.operation, { ticket });
  assert.equal(error.category, 'rate_limit_error', error.message);
  assert.equal(error.outcome, 'none', 'it says that something may have been done');
  assert.equal(refused.times(), 1, 'it was sent again');
  const { pausedUntil } = (await world.state()).budget;
  assert.ok((pausedUntil ?? 0) - began >= pausedAtLeastMs, 'what comes later is not held back for as long');
}

/** 403 with a time: whether it is a limit or a lack of permission only the vendor knows, but nothing comes before the time is over. */
async function forbiddenUntil(trial: Trial): Promise<void> {
  const faultAt = await trial.faultAt();
  const { world, front } = await trial.http();
  const ticket = await world.ready(front, trial.operation);
  front.rule(only(faultAt, faults.json({ message: 'Not now.' }, { status: 403, headers: { 'retry-after': waitSeconds } })));
  const { error } = await world.end(trial.operation, { ticket, force: true });
  const saidAt = front.requests[faultAt]?.at ?? assert.fail('nothing was sent');
  const early = front.requests.slice(faultAt + 1).find(({ at }) => at - saidAt < waitMs - slackMs);
  assert.ok(early === undefined, 'it was repeated before the time that the system named');
  const allowed = error === undefined || error.category === 'rate_limit_error' || error.category === 'permission_error';
  assert.ok(allowed, `it says ${String(error?.category)}: ${error?.message ?? ''}`);
}

/** Rows 23 to 27 of the fault catalogue: a system that wants us to wait. */
export const rateLaws: readonly Law[] = [
  {
    id: 'retry-after',
    says: '429 with Retry-After holds back every call of the connection until then, and then they are answered.',
    over: ['http'],
    per: 'operation',
    sideBySide: 32,
    check: (trial) => refusedOnce(trial, faults.rateLimited(waitSeconds)),
  },
  {
    id: 'unavailable-retry-after',
    says: '503 with Retry-After holds back every call of the connection until then.',
    over: ['http'],
    per: 'operation',
    sideBySide: 32,
    leavesOut: (operation) => (isRepeatable(operation) ? undefined : 'It may have been done, so it is not repeated.'),
    check: (trial) => refusedOnce(trial, faults.json({}, { status: 503, headers: { 'retry-after': waitSeconds } })),
  },
  {
    id: 'forbidden-for-a-time',
    says: '403 with Retry-After is not repeated before that time.',
    over: ['http'],
    per: 'operation',
    sideBySide: 32,
    check: forbiddenUntil,
  },
  {
    id: 'retry-after-date',
    says: '429 with a date that is past asks for no wait.',
    over: ['http'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http();
      const ticket = await world.ready(front, trial.operation);
      front.rule(only(faultAt, faults.rateLimited('Sun, 06 Nov 1994 08:49:37 GMT')));
      const { attempts } = await world.run(trial.operation, { ticket });
      assert.equal(attempts, 2, `it took ${String(attempts)} attempts`);
    },
  },
  {
    id: 'limit-without-time',
    says: '429 that does not say until when holds back everything for about a minute.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: (trial) => refusedForLong(trial, faults.rateLimited(), leastPauseMs),
  },
  {
    id: 'limit-with-junk',
    says: '429 with a Retry-After that cannot be read holds back everything for about a minute.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: (trial) => refusedForLong(trial, faults.rateLimited('soon'), leastPauseMs),
  },
  {
    id: 'limit-for-days',
    says: '429 that asks for days is told at once, and nothing waits for it.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: (trial) => refusedForLong(trial, faults.rateLimited('1000000'), leastPauseMs),
  },
];
