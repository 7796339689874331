import assert from 'node:assert/strict';
import type { IntegrationError } from '@wiz/core';
import { NotApplicable, type Law } from '../law.ts';
import type { Trial, Wish } from '../trial.ts';
import { until } from '../waiting.ts';
import type { World } from '../world.ts';

/** What has not ended by then hangs, in milliseconds. */
const goneMs = 3000;

interface Working {
  readonly world: World;
  readonly abort: AbortController;
  readonly failed: Promise<IntegrationError>;
  readonly busy: () => Promise<number>;
  readonly release: () => Promise<void>;
}

/** A call that the server works on without end. */
async function working(trial: Trial, wish: Wish): Promise<Working> {
  const standIn = await trial.standIn();
  if (standIn.over !== 'tcp' || standIn.hold === undefined || standIn.busy === undefined)
    throw new NotApplicable('The stand-in cannot make its work hang, or does not tell of it.');
  const { busy } = standIn;
  const { world, front } = await trial.tcp(wish);
  const ticket = await world.ready(front, trial.operation);
  const held = await standIn.hold();
  let isReleased = false;
  const release = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    await held();
  };
  trial.owns(release);
  const abort = new AbortController();
  const failed = world.failure(trial.operation, { ticket, signal: abort.signal });
  // Whoever looks at it later.
  failed.catch(() => undefined);
  const failedEarly = failed.then(({ message }) => assert.fail(`it failed before the server worked on it: ${message}`));
  await Promise.race([failedEarly, until(world.clock, async () => (await busy()) > 0, 'the server never worked on it')]);
  failedEarly.catch(() => undefined);
  return { world, abort, failed, busy, release };
}

async function assertStopped({ world, busy, release }: Working): Promise<void> {
  await until(world.clock, async () => (await busy()) === 0, 'the server goes on with it', goneMs);
  await release();
}

/** Row 52 of the fault catalogue: a cancel has to reach the server’s own work. */
export const serverWorkLaws: readonly Law[] = [
  {
    id: 'server-stops-when-cancelled',
    says: 'What is cancelled stops on the server, too.',
    over: ['tcp'],
    per: 'operation',
    // The stand-in holds everybody’s work.
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const work = await working(trial, {});
      work.abort.abort();
      assert.equal((await work.failed).category, 'cancelled');
      await assertStopped(work);
    },
  },
  {
    id: 'server-stops-in-time',
    says: 'What has come to its time limit stops on the server, too.',
    over: ['tcp'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const work = await working(trial, { policy: { timeoutMs: 3000, retries: 0 } });
      const error = await work.failed;
      assert.equal(error.category, 'timeout_error', error.message);
      await assertStopped(work);
    },
  },
];
