import { IntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { type DeskWorld, connectedDesk, deskWorld, down, draft } from './testing/desk-world.ts';
import type { ConnectionId } from './types/index.ts';

describe('a run', () => {
  it('is answered from the cache, labelled, until a change makes that worthless or it is forced', async () => {
    const { engine, lists, events, clock, id } = await connectedDesk();
    const run = (operation: string, force = false) => engine.run({ connection: id, operation, input: {}, force });
    const first = await run('list');
    await clock.advance(1000);
    expect(await run('list')).toMatchObject({ data: first.data, cached: true, stale: false, asOf: first.asOf, attempts: 0 });
    await run('put');
    expect(events.filter(({ type }) => type === 'invalidated')).toEqual([{ type: 'invalidated', connection: id, operations: ['list'] }]);
    expect(await run('list')).toMatchObject({ data: { items: [{ name: '2' }] }, cached: false });
    expect(await run('list', true)).toMatchObject({ data: { items: [{ name: '3' }] }, cached: false });
    expect(lists).toHaveLength(3);
  });

  it('makes answers worthless also when the answer to a change was lost', async () => {
    const made = await connectedDesk();
    const { engine, id } = made;
    await engine.run({ connection: id, operation: 'list', input: {} });
    made.answer = () => Promise.reject(new IntegrationError('network_error', 'Connection lost.', { outcome: 'unknown' }));
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).rejects.toMatchObject({ outcome: 'unknown' });
    made.answer = () => Promise.resolve();
    expect(await engine.run({ connection: id, operation: 'list', input: {} })).toMatchObject({ data: { items: [{ name: '2' }] } });
  });

  it('shows an older answer, labelled, when the system is down', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    const fresh = await engine.run({ connection: id, operation: 'list', input: {} });
    await clock.advance(40_000);
    made.answer = down;
    const late = engine.run({ connection: id, operation: 'list', input: {} });
    await clock.advance(60_000);
    expect(await late).toMatchObject({ data: fresh.data, cached: true, stale: true, asOf: fresh.asOf });
  });

  it('carries one idempotency key through all attempts, which the journal knew before the first', async () => {
    const made = await connectedDesk();
    const { engine, clock, store, keys, id } = made;
    made.answer = () => {
      expect(store.rows.has(keys.at(-1) as never)).toBe(true);
      return keys.length === 1 ? Promise.reject(new IntegrationError('network_error', 'Lost.', { outcome: 'unknown' })) : Promise.resolve();
    };
    const running = engine.run({ connection: id, operation: 'order', input: {} });
    await clock.advance(2000);
    const { runId } = await running;
    expect(keys).toEqual([runId, runId]);
  });

  it('has its idempotency key on the disk before the first send, and a process that dies leaves it there', async () => {
    const made = await connectedDesk();
    let durable: readonly unknown[] = [];
    made.answer = () => {
      durable = made.store.writes.filter((write) => write.durable).map(({ run }) => run.id);
      return new Promise(() => undefined);
    };
    made.engine.run({ connection: made.id, operation: 'order', input: {} }).catch(() => undefined);
    await settle();
    expect(durable).toEqual(made.keys);
    const again = await deskWorld({ store: made.store, vault: made.vault });
    const { items } = await again.engine.runs.list({ operation: 'order' });
    expect(items.map(({ id, state }) => [id, state])).toEqual([[made.keys[0], 'interrupted']]);
  });

  it('whose first attempt may have arrived stays “may have been done”, whatever the second says', async () => {
    const made = await connectedDesk();
    made.answer = () => {
      return Promise.reject(
        made.keys.length === 1
          ? new IntegrationError('network_error', 'Lost. Try again.', { outcome: 'unknown' })
          : new IntegrationError('validation_error', 'No.', { outcome: 'none' }),
      );
    };
    const failing = expect(made.engine.run({ connection: made.id, operation: 'order', input: {} })).rejects.toMatchObject({
      category: 'validation_error',
      outcome: 'unknown',
      message: 'No. It may have been done; check before you run it again.',
    });
    await made.clock.advance(5000);
    await failing;
    expect(made.keys).toHaveLength(2);
  });

  it('can be cancelled while the keychain asks the person', async () => {
    const made = await connectedDesk();
    made.vault.open = () => new Promise(() => undefined);
    const cancel = new AbortController();
    const running = made.engine.run({ connection: made.id, operation: 'ping', input: {}, signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled' });
    const states = made.engine.health.states();
    await made.clock.advance(1000);
    expect(await states).toMatchObject([{ connection: made.id, health: { status: 'unknown' } }]);
  });

  it('waits out what the system asked for, with everybody of this connection, and leaves no earlier', async () => {
    const made = await connectedDesk();
    const { engine, clock, lists, events, id } = made;
    let asked = false;
    made.answer = (context) => {
      if (asked) return Promise.resolve();
      asked = true;
      context.rate.pause(20_000);
      return Promise.reject(new IntegrationError('rate_limit_error', 'Wait.', { retryAfterMs: 20_000 }));
    };
    const first = engine.run({ connection: id, operation: 'list', input: {} });
    await settle();
    const second = engine.run({ connection: id, operation: 'put', input: {} });
    await clock.advance(19_000);
    expect(lists).toHaveLength(1);
    const paused = events.flatMap((event) => (event.type === 'state' ? [event.state.budget] : [])).at(-1);
    expect(paused?.pausedUntil).toBeGreaterThan(clock.wallNow());
    await clock.advance(5000);
    await first;
    await second;
    expect(lists).toHaveLength(2);
  });

  it('is held to the connection’s own budget', async () => {
    const made = await connectedDesk();
    const { engine, clock, lists, id } = made;
    const runs = Array.from({ length: 25 }, () => engine.run({ connection: id, operation: 'list', input: {}, force: true }));
    await settle();
    expect(lists).toHaveLength(20);
    await clock.advance(10_000);
    await Promise.all(runs);
    expect(lists).toHaveLength(25);
  });
});

describe('what fails again and again', () => {
  async function broken(): Promise<DeskWorld & { readonly id: ConnectionId }> {
    const made = await connectedDesk();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).rejects.toMatchObject({
        category: 'service_unavailable',
      });
    return made;
  }

  it('opens the circuit: runs fail at once with the time of the next try, and the windows are told', async () => {
    const { engine, clock, events, id } = await broken();
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).rejects.toMatchObject({ category: 'circuit_open' });
    await clock.advance(1000);
    const state = events.flatMap((event) => (event.type === 'state' ? [event.state] : [])).at(-1);
    expect(state?.circuit).toMatchObject({ at: 'open', lastFailure: 'The desk is down.' });
    expect(state?.circuit.nextTryAt).toBeGreaterThan(clock.wallNow());
    expect(state?.health.status).toBe('unhealthy');
    expect(events.flatMap((event) => (event.type === 'alert' ? [event.alert.to] : []))).toEqual(['unhealthy']);
  });

  it('is let through by “run anyway”, and works again when the system does', async () => {
    const made = await broken();
    made.answer = () => Promise.resolve();
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {}, force: true })).resolves.toBeDefined();
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('is probed by itself when the time has come', async () => {
    const made = await broken();
    const { engine, clock, pings, id } = made;
    const before = pings.length;
    made.answer = () => Promise.resolve();
    await clock.advance(67_000);
    expect(pings.length).toBe(before + 1);
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('is remembered over a restart, the budget too', async () => {
    const made = await broken();
    await made.engine.dispose();
    const again = await deskWorld({ store: made.store, vault: made.vault });
    await expect(again.engine.run({ connection: made.id, operation: 'put', input: {} })).rejects.toMatchObject({
      category: 'circuit_open',
    });
    const [state] = await again.engine.health.states();
    expect(state?.circuit.at).toBe('open');
  });

  it('is forgotten when new settings were proven', async () => {
    const made = await broken();
    made.answer = () => Promise.resolve();
    await made.engine.connections.update(made.id, { config: { place: 'elsewhere' }, secrets: draft.secrets });
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });
});

describe('a connection’s own limits', () => {
  it('replace the defaults at once', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    await engine.connections.update(id, { policy: { breakerFailures: 1, retries: 0, timeoutMs: 2000, perMinute: 10 } });
    expect((await engine.health.states())[0]?.budget.perMinute).toBe(10);
    made.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const slow = engine.run({ connection: id, operation: 'list', input: {} });
    const failing = expect(slow).rejects.toMatchObject({ category: 'timeout_error', attempts: 1 });
    await clock.advance(2000);
    await failing;
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ category: 'circuit_open' });
  });
});

describe('metrics', () => {
  it('count what was run, and begin anew when they are reset', async () => {
    const made = await connectedDesk();
    const { engine, id } = made;
    await engine.run({ connection: id, operation: 'list', input: {} });
    made.answer = down;
    await engine.run({ connection: id, operation: 'put', input: {} }).catch(() => undefined);
    const { metrics } = await engine.health.metrics(id);
    expect(metrics.total).toMatchObject({ calls: 2 });
    expect(metrics.lastError).toMatchObject({ category: 'service_unavailable' });
    await engine.health.resetMetrics(id);
    expect((await engine.health.metrics(id)).metrics.total).toMatchObject({ calls: 0 });
  });
});
