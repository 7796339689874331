import { faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { counted, from } from '../http-action.ts';
import type { Law } from '../law.ts';
import type { Trial } from '../trial.ts';

/** Row 28 of the fault catalogue: a system that is ill. */
export const breakerLaws: readonly Law[] = [
  {
    id: 'breaker-opens',
    says: 'A system that fails again and again is left alone; then one probe goes, and its answer closes the circuit.',
    over: ['http'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http({ policy: { breakerFailures: 2, retries: 0 } });
      const { operation } = trial;
      // An open circuit would not let a look at what a change does through either.
      const tickets = [];
      for (let count = 0; count < 5; count += 1) tickets.push(await world.ticket(operation));
      const [first, second, third, fourth, fifth] = tickets;
      front.restart();
      const failing = counted(faults.json({}, { status: 500 }));
      front.rule(from(faultAt, failing.action));
      await world.failure(operation, { ticket: first });
      // What a change needs to look at first is let through again.
      front.restart();
      front.rule(from(faultAt, failing.action));
      await world.failure(operation, { ticket: second });
      assert.equal(failing.times(), 2, `the system was asked ${String(failing.times())} times`);
      assert.equal((await world.state()).circuit.at, 'open', 'the circuit did not open');

      front.restart();
      const refused = await world.failure(operation, { ticket: third });
      assert.equal(refused.category, 'circuit_open', refused.message);
      assert.equal(front.arrived, 0, 'something was sent through the open circuit');

      const probes = await Promise.all([
        world.end(operation, { ticket: fourth, force: true }),
        world.end(operation, { ticket: fifth, force: true }),
      ]);
      const passed = probes.filter(({ error }) => error?.category !== 'circuit_open');
      assert.equal(passed.length, 1, `${String(passed.length)} probes were let through`);
      assert.ok(passed[0]?.answer !== undefined, `the probe failed: ${passed[0]?.error?.message ?? ''}`);
      assert.equal((await world.state()).circuit.at, 'closed', 'the answer did not close the circuit');
    },
  },
];
