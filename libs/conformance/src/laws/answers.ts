import assert from 'node:assert/strict';
import type { Law } from '../law.ts';
import type { Trial } from '../trial.ts';

/** What holds when all goes well. */
export const answerLaws: readonly Law[] = [
  {
    id: 'example-is-answered',
    says: 'The example is answered at the first attempt, as the contract’s output says, and the journal has it.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const { world } = await trial.connected();
      const answer = await world.run(trial.operation);
      assert.equal(answer.attempts, 1, 'it took more than one attempt');
      assert.equal(world.store.rows.get(answer.runId)?.state, 'succeeded', 'the journal does not say that it succeeded');
    },
  },
];
