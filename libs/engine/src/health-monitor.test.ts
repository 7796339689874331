import { IntegrationError } from '@wiz/core';
import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, down } from './testing/desk-world.ts';

describe('the health monitor', () => {
  it('does not begin another probe while one has not really ended, and goes on when it has', async () => {
    const made = await connectedDesk();
    const { engine, clock, pings, id } = made;
    const stuck = deferred<undefined>();
    made.answer = () => stuck.promise;
    const checking = engine.health.check(id);
    await clock.advance(5000);
    await checking;
    expect(pings).toHaveLength(1);
    await engine.health.check(id);
    await clock.advance(700_000);
    expect(pings).toHaveLength(1);
    made.answer = () => Promise.resolve();
    stuck.resolve(undefined);
    await settle();
    await engine.health.check(id);
    expect(pings).toHaveLength(2);
  });

  it('asks soon again after the first good answer of an ill system, so that it is well after the second', async () => {
    const made = await connectedDesk();
    const { engine, clock, pings, id } = made;
    made.answer = down;
    await clock.advance(5000);
    expect((await engine.health.states())[0]?.health.status).toBe('unhealthy');
    made.answer = () => Promise.resolve();
    const before = pings.length;
    await engine.health.check(id);
    await clock.advance(10_000);
    expect(pings).toHaveLength(before + 2);
    expect((await engine.health.states())[0]?.health.status).toBe('healthy');
    await clock.advance(200_000);
    expect(pings).toHaveLength(before + 2);
  });

  it('asks a system that it does not reach only every five minutes, but soon again when the network has changed', async () => {
    const made = await connectedDesk();
    const { engine, clock, pings } = made;
    made.answer = down;
    await clock.advance(5000);
    expect(pings).toHaveLength(1);
    await clock.advance(250_000);
    expect(pings).toHaveLength(1);
    engine.networkChanged();
    await clock.advance(20_000);
    expect(pings.length).toBeGreaterThanOrEqual(3);
  });

  it('does not ask again before what it refused itself would be let through', async () => {
    const made = await connectedDesk();
    const { engine, clock, pings, id } = made;
    await clock.advance(5000);
    made.answer = ({ rate }) => {
      rate.pause(100_000);
      return Promise.reject(new IntegrationError('rate_limit_error', 'Wait.', { retryAfterMs: 100_000 }));
    };
    await engine.run({ connection: id, operation: 'put', input: {} }).catch(() => undefined);
    made.answer = () => Promise.resolve();
    const before = pings.length;
    await engine.health.check(id);
    const told = made.events.length;
    await clock.advance(99_000);
    expect(pings).toHaveLength(before);
    // Every probe, also a refused one, is told of with the state.
    expect(made.events.length - told).toBeLessThanOrEqual(2);
    await clock.advance(10_000);
    expect(pings).toHaveLength(before + 1);
  });

  it('leaves alone what was removed while it waited to be asked', async () => {
    const made = await connectedDesk();
    const { engine, clock, pings, id } = made;
    const open = deferred<undefined>();
    const unseal = made.vault.open.bind(made.vault);
    made.vault.open = async (sealed) => {
      await open.promise;
      return unseal(sealed);
    };
    const checking = expect(engine.health.check(id)).rejects.toMatchObject({ category: 'not_found' });
    await settle();
    await engine.connections.remove(id);
    open.resolve(undefined);
    await checking;
    await clock.advance(700_000);
    expect([pings.length, clock.pending]).toEqual([0, 0]);
  });
});
