import assert from 'node:assert/strict';
import { isRepeatable, NotApplicable, type Law } from '../law.ts';
import type { Trial } from '../trial.ts';

/** What holds when an answer is lost after the work was done. */
export const changeLaws: readonly Law[] = [
  {
    id: 'lost-answer',
    says: 'When the answer is lost, what changes something is sent once and says that it may have been done; all else is repeated.',
    over: ['http', 'tcp'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const [faultAt, { count }] = [await trial.faultAt(), await trial.rehearsal()];
      const [{ world, front }, standIn] = [await trial.connected(), await trial.standIn()];
      if (front.loseAnswer === undefined) throw new NotApplicable('No answer can be lost here.');
      const ticket = await world.ready(front, trial.operation);
      const before = await standIn.changes?.();
      front.loseAnswer(faultAt);
      if (isRepeatable(trial.spec)) {
        const { attempts } = await world.run(trial.operation, { ticket });
        assert.equal(attempts, 2, `it took ${String(attempts)} attempts`);
        return;
      }
      const error = await world.failure(trial.operation, { ticket });
      const changes = ((await standIn.changes?.()) ?? 0) - (before ?? 0);
      assert.ok(changes <= 1, `it was done ${String(changes)} times`);
      assert.ok(front.arrived <= count, `it was sent again: ${String(front.arrived)} requests instead of ${String(count)}`);
      assert.equal(error.outcome, 'unknown', 'it says that nothing was done');
      assert.equal(error.attempts, 1, `it made ${String(error.attempts)} attempts`);
    },
  },
  {
    id: 'idempotency-key',
    says: 'What is repeated with an idempotency key has the same one each time.',
    over: ['http'],
    per: 'operation',
    leavesOut: ({ idempotencyKey }) => (idempotencyKey ? undefined : 'It has no idempotency key.'),
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http();
      front.loseAnswer?.(faultAt);
      const { runId } = await world.run(trial.operation);
      const { method, url } = front.requests[faultAt] ?? assert.fail('nothing was sent');
      const sent = front.requests.filter((request) => request.method === method && request.url === url);
      assert.equal(sent.length, 2, `it was sent ${String(sent.length)} times`);
      for (const request of sent) assert.ok(JSON.stringify(request).includes(runId), 'it was sent without the key of the run');
    },
  },
];
