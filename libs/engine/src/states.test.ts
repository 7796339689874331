import { IntegrationError } from '@wiz/core';
import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, deskWorld, down, draft } from './testing/desk-world.ts';
import type { ConnectionId } from './types/index.ts';

describe('health', () => {
  it('is asked soon after the start, every five minutes, and soon after wake, a change of the network or of settings', async () => {
    const { engine, clock, pings, id } = await connectedDesk();
    await clock.advance(5000);
    expect(pings).toHaveLength(1);
    await clock.advance(290_000);
    expect(pings).toHaveLength(1);
    await clock.advance(20_000);
    expect(pings).toHaveLength(2);
    engine.networkChanged();
    await clock.advance(5000);
    expect(pings).toHaveLength(3);
    await clock.asleep(3_600_000);
    await clock.advance(5000);
    expect(pings.length).toBeGreaterThanOrEqual(4);
    const after = pings.length;
    await engine.connections.update(id, { config: { place: 'there' }, secrets: draft.secrets });
    await clock.advance(5000);
    expect(pings).toHaveLength(after + 1);
  });

  it('is asked at once on demand', async () => {
    const { engine, pings, id } = await connectedDesk();
    expect(await engine.health.check(id)).toMatchObject({ connection: id, health: { status: 'healthy' } });
    expect(pings).toHaveLength(1);
    await expect(engine.health.check('nobody' as ConnectionId)).rejects.toMatchObject({ category: 'not_found' });
  });

  it('gives up a probe after five seconds', async () => {
    const made = await connectedDesk();
    const never = deferred<undefined>();
    made.answer = ({ signal }) =>
      Promise.race([
        never.promise,
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      ]);
    const checking = made.engine.health.check(made.id);
    await settle();
    await made.clock.advance(5000);
    expect(await checking).toMatchObject({ health: { status: 'unhealthy', lastError: { category: 'timeout_error' } } });
  });

  it('is not asked of a connection that is switched off, which refuses runs until it is switched on', async () => {
    const { engine, clock, pings, id } = await connectedDesk();
    await engine.connections.update(id, { enabled: false });
    await clock.advance(700_000);
    expect(pings).toHaveLength(0);
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ category: 'configuration_error' });
    await engine.connections.update(id, { enabled: true });
    await clock.advance(5000);
    expect(pings).toHaveLength(1);
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).resolves.toBeDefined();
  });
});

describe('a connection that is changed, renamed or removed', () => {
  it('keeps its open circuit under another name, and is told of by that', async () => {
    const made = await connectedDesk();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    await made.engine.connections.update(made.id, { label: 'Renamed' });
    expect((await made.engine.health.states())[0]?.circuit.at).toBe('open');
    expect(made.engine.connections.get(made.id).label).toBe('Renamed');
  });

  it('begins with a closed circuit when it was proven anew, also after a restart without a run', async () => {
    const made = await connectedDesk();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    await made.engine.dispose();
    const again = await deskWorld({ store: made.store, vault: made.vault });
    await again.engine.connections.update(made.id, { secrets: draft.secrets });
    await expect(again.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('says nothing any more once it is removed', async () => {
    const made = await connectedDesk();
    made.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new IntegrationError('network_error', 'Lost.')));
      });
    const lost = made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => undefined);
    await settle();
    await made.engine.connections.remove(made.id);
    await lost;
    const removedAt = made.events.findIndex(({ type }) => type === 'connection_removed');
    await made.clock.advance(10_000);
    expect(made.events.slice(removedAt).filter(({ type }) => type === 'state' || type === 'alert')).toEqual([]);
    expect(made.store.governed.size).toBe(0);
  });

  it('has its next client made only when the former one has given everything back', async () => {
    const made = await connectedDesk();
    await made.engine.run({ connection: made.id, operation: 'ping', input: {} });
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    made.answer = () => Promise.resolve();
    const update = made.engine.connections.update(made.id, { secrets: { token: 'newer-token-wxyz' } });
    await update;
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
    expect(made.tokens.at(-1)).toBe('newer-token-wxyz');
  });

  it('has two changes made one after another, so that neither undoes the other', async () => {
    const made = await connectedDesk();
    await Promise.all([
      made.engine.connections.update(made.id, { config: { place: 'there' }, secrets: draft.secrets }),
      made.engine.connections.update(made.id, { secrets: { token: 'newer-token-wxyz' } }),
    ]);
    expect(made.engine.connections.get(made.id)).toMatchObject({ config: { place: 'there' }, secrets: { token: { hint: 'wxyz' } } });
  });
});
