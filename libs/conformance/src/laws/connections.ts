import type { ErrorCategory } from '@wiz/core';
import { faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { checkedFailure } from '../failure.ts';
import type { Front } from '../front.ts';
import type { HttpProxy } from '../http-proxy.ts';
import { NotApplicable, type Law } from '../law.ts';
import { garbage, hangUp, reset, say } from '../tcp-fault.ts';
import type { TcpProxy } from '../tcp-proxy.ts';
import type { Trial } from '../trial.ts';
import { isHttpProxy, isTcpProxy } from '../which-front.ts';

/** Something that goes wrong, and what a trial of a connection may fail with then. */
type Trouble<F> = readonly [what: string, set: (front: F) => unknown, allowed: readonly ErrorCategory[]];

const httpTroubles: readonly Trouble<HttpProxy>[] = [
  ['401', (proxy) => proxy.rule(() => faults.json({ message: 'Bad credentials' }, { status: 401 })), ['authentication_error']],
  ['503', (proxy) => proxy.rule(() => faults.json({}, { status: 503 })), ['service_unavailable']],
  ['404', (proxy) => proxy.rule(() => faults.json({}, { status: 404 })), ['configuration_error', 'not_found']],
  ['a web page', (proxy) => proxy.rule(() => faults.htmlPage), ['protocol_error', 'configuration_error']],
  ['a reset', (proxy) => proxy.rule(() => faults.resetBeforeHeaders), ['network_error']],
  ['nobody there', (proxy) => proxy.refuse?.(), ['network_error']],
];

const tcpTroubles: readonly Trouble<TcpProxy>[] = [
  ['a reset', (proxy) => proxy.fault(0, reset), ['network_error']],
  ['a connection that is closed', (proxy) => proxy.fault(0, hangUp), ['network_error']],
  ...garbage.map(
    ([what, bytes]) =>
      [what, (proxy) => proxy.fault(0, say(bytes)), ['protocol_error', 'network_error', 'configuration_error']] as Trouble<TcpProxy>,
  ),
  ['nobody there', (proxy) => proxy.refuse?.(), ['network_error']],
];

/** Sets each trouble on a front of its own. */
async function troubled(
  trial: Trial,
  look: (what: string, front: Front, allowed: readonly ErrorCategory[]) => Promise<void>,
): Promise<void> {
  const { over } = await trial.standIn();
  const each = async <F extends Front>(troubles: readonly Trouble<F>[], is: (front: Front) => front is F): Promise<void> => {
    for (const [what, set, allowed] of troubles) {
      const front = await trial.front();
      assert.ok(is(front));
      await set(front);
      await look(what, front, allowed);
    }
  };
  await (over === 'http' ? each(httpTroubles, isHttpProxy) : each(tcpTroubles, isTcpProxy));
}

/** What holds for a connection as a whole. */
export const connectionLaws: readonly Law[] = [
  {
    id: 'verify-names-one-account',
    says: 'Verifying names the same account each time, and a label for people.',
    over: ['http', 'tcp', 'folder'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const [standIn, front, world] = [await trial.standIn(), await trial.front(), await trial.world()];
      const draft = { integration: trial.contract.id, ...standIn.connection(front.address) };
      const [first, second] = [await world.engine.connections.verify(draft), await world.engine.connections.verify(draft)];
      assert.notEqual(first.account.trim(), '', 'the account has no name');
      assert.notEqual(first.label.trim(), '', 'the label is empty');
      assert.equal(second.account, first.account, 'the account is called otherwise the second time');
    },
  },
  {
    id: 'verify-says-what-is-wrong',
    says: 'A connection that cannot be made says why: credentials, address or network.',
    over: ['http', 'tcp'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const [standIn, world] = [await trial.standIn(), await trial.world()];
      await troubled(trial, async (what, front, allowed) => {
        const error = await world.engine.connections.verify({ integration: trial.contract.id, ...standIn.connection(front.address) }).then(
          ({ account }) => assert.fail(`with ${what} it named the account ${account}`),
          (thrown: unknown) => checkedFailure(thrown),
        );
        assert.ok(allowed.includes(error.category), `with ${what} it says ${error.category}: ${error.message}`);
        assert.equal(error.outcome, 'none', `with ${what} it says that something may have been done`);
      });
    },
  },
  {
    id: 'health-is-told',
    says: 'A connection that answers is healthy.',
    over: ['http', 'tcp', 'folder'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const { world } = await trial.connected({ probes: true });
      const { health } = await world.engine.health.check(world.connection);
      assert.equal(health.status, 'healthy', `it is ${health.status}`);
    },
  },
  {
    id: 'health-tells-what-is-down',
    says: 'The health probe of a system that does not take connections fails.',
    over: ['http', 'tcp'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.connected({ probes: true });
      if (front.refuse === undefined) throw new NotApplicable('The system cannot be switched off from here.');
      await front.refuse();
      const { health } = await world.engine.health.check(world.connection);
      assert.notEqual(health.status, 'healthy', 'it is healthy although nobody is there');
    },
  },
];
