import type { IntegrationError } from '@wiz/core';
import assert from 'node:assert/strict';
import type { Front } from '../front.ts';
import { NotApplicable, type Law } from '../law.ts';
import type { Trial, Wish } from '../trial.ts';
import { aMoment, until, within } from '../waiting.ts';
import type { World } from '../world.ts';

/** What has not ended by then hangs, in milliseconds: the caller’s wait after a cancel, and the work itself. */
const settledMs = 3000;
const goneMs = 3000;
/** A time limit that leaves a busy machine the time to get as far as where it hangs. */
const shortLimit = { timeoutMs: 3000, retries: 0 } as const;

/** A call that hangs at the piece of work that matters. */
interface Hanging {
  readonly world: World;
  readonly front: Front;
  readonly abort: AbortController;
  readonly failed: Promise<IntegrationError>;
}

async function hanging(trial: Trial, wish: Wish = {}): Promise<Hanging> {
  const faultAt = await trial.faultAt();
  const { world, front } = await trial.connected(wish);
  if (front.hang === undefined) throw new NotApplicable('Nothing can be made to hang here.');
  const ticket = await world.ready(front, trial.operation);
  front.hang(faultAt);
  const abort = new AbortController();
  const failed = world.failure(trial.operation, { ticket, signal: abort.signal });
  // Whoever looks at it later.
  failed.catch(() => undefined);
  const failedEarly = failed.then(({ message }) => assert.fail(`it failed before it hung: ${message}`));
  await Promise.race([failedEarly, until(world.clock, () => front.arrived > faultAt, 'nothing was sent')]);
  return { world, front, abort, failed };
}

/** Nothing of the call goes on, here or at the system. */
async function assertOver({ world, front }: Pick<Hanging, 'world' | 'front'>): Promise<void> {
  await until(world.clock, () => front.underWay === 0, 'the system did not see that it was given up', goneMs);
  await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
  assert.deepEqual(world.left, [], 'listeners are left on the caller’s signal');
}

/** What holds when somebody gives up, or time does. */
export const cancelLaws: readonly Law[] = [
  {
    id: 'cancelled-before',
    says: 'A call that is cancelled before it begins sends nothing.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.connected();
      const ticket = await world.ready(front, trial.operation);
      const before = await front.state?.();
      const error = await world.failure(trial.operation, { ticket, signal: AbortSignal.abort() });
      assert.deepEqual([error.category, error.outcome], ['cancelled', 'none'], error.message);
      await aMoment(world.clock);
      assert.equal(front.arrived, 0, 'something was sent');
      assert.equal(await front.state?.(), before, 'something was changed');
      await assertOver({ world, front });
    },
  },
  {
    id: 'cancelled-during',
    says: 'A call that is cancelled on its way ends at once, for the caller and for the system.',
    over: ['http', 'tcp'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front, abort, failed } = await hanging(trial);
      abort.abort();
      const error = await within(world.clock, settledMs, failed, 'the caller was not told');
      assert.equal(error.category, 'cancelled', error.message);
      assertOutcome(trial, error);
      await assertOver({ world, front });
    },
  },
  {
    id: 'cancelled-after',
    says: 'A cancel after the answer changes nothing and leaves nothing.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.connected();
      const abort = new AbortController();
      const { runId } = await world.run(trial.operation, { signal: abort.signal });
      const [arrived, before] = [front.arrived, await front.state?.()];
      abort.abort();
      assert.equal(world.store.rows.get(runId)?.state, 'succeeded', 'the journal says otherwise now');
      await assertOver({ world, front });
      await aMoment(world.clock);
      assert.equal(front.arrived, arrived, 'something more was sent');
      assert.equal(await front.state?.(), before, 'something more was changed');
    },
  },
  {
    id: 'time-limit',
    says: 'A call that hangs ends at its time limit, and the system sees it.',
    over: ['http', 'tcp'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front, failed } = await hanging(trial, { policy: shortLimit });
      const error = await failed;
      assert.equal(error.category, 'timeout_error', error.message);
      assertOutcome(trial, error);
      await assertOver({ world, front });
    },
  },
  {
    id: 'nothing-is-left',
    says: 'When the engine is closed nothing is left open, not even of a call that was under way.',
    over: ['http', 'tcp'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front, failed } = await hanging(trial, { keepAlive: true });
      await within(world.clock, goneMs, world.close(), 'the engine did not close');
      assert.equal((await within(world.clock, settledMs, failed, 'the caller was not told')).category, 'cancelled');
      await until(world.clock, () => front.open === 0, 'connections are left open', goneMs);
      await assertOver({ world, front });
    },
  },
];

/** Of a change that had been sent nobody knows whether it was made. */
function assertOutcome({ spec }: Trial, { outcome }: IntegrationError): void {
  if (spec.effect === 'write' || spec.effect === 'destructive') assert.equal(outcome, 'unknown', 'it says that nothing was done');
}
