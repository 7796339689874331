import { faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { assertSilent } from '../canaries.ts';
import type { Front } from '../front.ts';
import { isHttpProxy, isTcpProxy } from '../which-front.ts';
import { NotApplicable, wholeConnection, type Law } from '../law.ts';
import type { ConnectionDetails } from '../stand-in.ts';
import { reset } from '../tcp-fault.ts';
import type { Trial } from '../trial.ts';
import type { World } from '../world.ts';
import type { ConnectionId, PolicyOverrides } from '@wiz/engine/types';

/** One of two connections. */
interface Side {
  readonly world: World;
  readonly front: Front;
  readonly details: ConnectionDetails;
  readonly id: ConnectionId;
}

/**
 * Two connections to the same system, each by its own way: of two accounts in one engine where the stand-in knows two,
 * otherwise of one account in two engines of one process.
 */
async function twoSides(trial: Trial, policy: PolicyOverrides = {}): Promise<readonly [Side, Side]> {
  const standIn = await trial.standIn();
  const world = await trial.world();
  const otherWorld = standIn.otherConnection === undefined ? await trial.world() : world;
  const side = async (where: World, of: (address: string) => ConnectionDetails): Promise<Side> => {
    const front = await trial.front();
    const details = of(front.address);
    const { id } = await where.connect(details, policy);
    front.restart();
    return { world: where, front, details, id };
  };
  const one = await side(world, standIn.connection);
  return [one, await side(otherWorld, standIn.otherConnection ?? standIn.connection)];
}

/** What holds between two connections. */
export const isolationLaws: readonly Law[] = [
  {
    id: 'connections-share-nothing',
    says: 'Two connections used at once go their own ways, each with its own credentials only.',
    over: ['http', 'tcp'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const { count } = await trial.rehearsal();
      const [one, other] = await twoSides(trial);
      await Promise.all([one, other, one, other].map(({ world, id }) => world.end(trial.operation, { connection: id, force: true })));
      for (const { front } of [one, other])
        if (count > 0) assert.ok(front.arrived > 0, 'what one connection was asked did not go where that connection goes');
      for (const [own, foreign] of [
        [one, other],
        [other, one],
      ] as const) {
        const ownSecrets = new Set(Object.values(own.details.secrets));
        const foreignOnly = Object.entries(foreign.details.secrets).filter(([, secret]) => !ownSecrets.has(secret));
        assertSilent(Object.fromEntries(foreignOnly), own.front.sent(), 'what another connection sent');
      }
    },
  },
  {
    id: 'breakers-are-apart',
    says: 'When one connection’s circuit is open, the other’s works as before.',
    over: ['http', 'tcp'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const [one, other] = await twoSides(trial, { breakerFailures: 1, retries: 0 });
      const read = Object.entries(trial.contract.operations).find(([, { effect }]) => effect === 'read')?.[0];
      if (read === undefined) throw new NotApplicable(`There is nothing to read: ${wholeConnection} is not enough.`);
      if (isHttpProxy(one.front)) one.front.rule(() => faults.json({}, { status: 500 }));
      else if (isTcpProxy(one.front)) one.front.fault(0, reset);
      await one.world.failure(read, { connection: one.id });
      assert.equal(
        (await one.world.state(one.id)).circuit.at,
        'open',
        'a failure that the system is to blame for did not open the circuit',
      );
      await other.world.end(read, { connection: other.id });
      assert.equal((await other.world.state(other.id)).circuit.at, 'closed', 'the other circuit is open, too');
      assert.ok(other.front.arrived > 0, 'the other connection sent nothing');
    },
  },
];
