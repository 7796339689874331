import { IntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, deskWorld, down, draft, type DeskWorld } from './testing/desk-world.ts';
import type { ConnectionId, ConnectionState } from './types/index.ts';

const eightHours = 8 * 3_600_000;
const offline = (): Promise<never> => Promise.reject(new IntegrationError('network_error', 'You are offline.', { outcome: 'none' }));
const ofType = <T extends DeskWorld['events'][number]['type']>({ events }: DeskWorld, type: T) =>
  events.filter((event): event is Extract<DeskWorld['events'][number], { type: T }> => event.type === type);

/** Evenly spread and the same every time. */
function spread(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

async function many(count: number): Promise<DeskWorld & { readonly ids: readonly ConnectionId[] }> {
  const made = await deskWorld({ random: spread() });
  const ids: ConnectionId[] = [];
  for (let at = 0; at < count; at += 1) {
    const { id } = await made.engine.connections.add({ ...draft, config: { place: `desk ${String(at)}` } });
    ids.push(id);
  }
  return Object.assign(made, { ids });
}

/** How many of these moments lie in the fullest span of so many milliseconds. */
function densest(moments: readonly number[], spanMs: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + spanMs).length));
}

describe('fifty connections after eight hours of sleep, without a network for twenty seconds more', () => {
  it('are asked one after another, alarm nobody, and are all well again', async () => {
    const made = await many(50);
    const { engine, clock, ids, pings } = made;
    await clock.advance(10_000);
    for (const id of ids) await engine.run({ connection: id, operation: 'list', input: {} });
    expect((await engine.health.states()).map(({ health }) => health.status)).toEqual(ids.map(() => 'healthy'));
    const before = pings.length;

    made.answer = offline;
    await clock.asleep(eightHours);
    const wokeAt = clock.now();
    await clock.advance(15_000);
    const asked = pings.slice(before).map((at) => at - wokeAt);
    expect(asked.length).toBeGreaterThanOrEqual(50);
    expect(asked.length).toBeLessThanOrEqual(150);
    // Five seconds are fifty times a tenth of a second: a stampede would be all of them in one.
    expect(densest(asked, 100)).toBeLessThanOrEqual(6);
    const states = await engine.health.states();
    expect(states.map(({ reconnecting, health }) => [reconnecting, health.status])).toEqual(ids.map(() => [true, 'unknown']));

    await clock.advance(5000);
    made.answer = () => Promise.resolve();
    await clock.advance(40_000);
    expect((await engine.health.states()).map(shown)).toEqual(ids.map(() => 'healthy closed false'));
    await clock.advance(400_000);
    expect(ofType(made, 'alert')).toEqual([]);
  });

  it('have empty windows of figures, and totals that stay', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    await engine.run({ connection: id, operation: 'list', input: {} });
    expect((await engine.health.metrics(id)).metrics.window).toMatchObject({ calls: 1 });
    await clock.asleep(eightHours);
    expect((await engine.health.metrics(id)).metrics).toMatchObject({ window: { calls: 0, p50: null }, total: { calls: 1 } });
  });

  it('have their reads begun anew, spread over seconds, and answered when the network is there in time', async () => {
    const made = await many(50);
    const { engine, clock, ids, lists } = made;
    await clock.advance(10_000);
    made.answer = () => new Promise(() => undefined);
    const runs = ids.map((id) => engine.run({ connection: id, operation: 'list', input: {} }));
    await settle();
    const begun: number[] = [];
    made.answer = () => {
      begun.push(clock.now());
      return Promise.resolve();
    };
    await clock.asleep(eightHours);
    const wokeAt = clock.now();
    await clock.advance(10_000);
    const answers = await Promise.all(runs);
    expect(lists).toHaveLength(100);
    expect(
      densest(
        begun.map((at) => at - wokeAt),
        100,
      ),
    ).toBeLessThanOrEqual(8);
    const row = made.store.rows.get(answers[0]?.runId as never);
    expect(row?.timeline).toMatchObject([
      { attempt: 1, category: 'timeout_error' },
      { type: 'wait', reason: 'wake' },
      { attempt: 2, category: null },
    ]);
    expect(ofType(made, 'alert')).toEqual([]);
  });

  it('have their reads end as faults of the network, after retries with back-off, when it is not there in time', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    made.answer = () => new Promise(() => undefined);
    const run = engine.run({ connection: id, operation: 'list', input: {} });
    const outcome = expect(run).rejects.toMatchObject({ category: 'network_error', outcome: 'none', attempts: 5 });
    await settle();
    made.answer = offline;
    await clock.asleep(eightHours);
    await clock.advance(19_000);
    await outcome;
    expect(made.lists).toHaveLength(5);
    expect(ofType(made, 'alert')).toEqual([]);
    // As soon as the network is there it works: nothing is held back for a minute.
    made.answer = () => Promise.resolve();
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).resolves.toMatchObject({ cached: false });
  });
});

describe('what the computer slept through', () => {
  it('is not done again when it is a change: it may have been done', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    made.answer = () => new Promise(() => undefined);
    const run = engine.run({ connection: id, operation: 'order', input: {} });
    const outcome = expect(run).rejects.toMatchObject({
      category: 'network_error',
      outcome: 'unknown',
      message: 'The computer slept on the way. It may have been done; check before you run it again.',
    });
    await settle();
    await clock.asleep(eightHours);
    await outcome;
    expect(made.keys).toHaveLength(1);
  });

  it('is given up when the caller leaves before it begins anew', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    made.answer = () => new Promise(() => undefined);
    const cancel = new AbortController();
    const run = engine.run({ connection: id, operation: 'list', input: {}, signal: cancel.signal });
    await settle();
    await clock.asleep(eightHours);
    cancel.abort();
    await expect(run).rejects.toMatchObject({ category: 'cancelled' });
    await clock.advance(10_000);
    expect(made.lists).toHaveLength(1);
  });

  it('ends as what it is when the sleep was too short to notice', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    await engine.connections.update(id, { policy: { retries: 0, timeoutMs: 2000 } });
    made.answer = () => new Promise(() => undefined);
    const run = engine.run({ connection: id, operation: 'list', input: {} });
    const outcome = expect(run).rejects.toMatchObject({ category: 'timeout_error', attempts: 1 });
    await settle();
    await clock.asleep(4999);
    await outcome;
  });
});

describe('a system that is still out of reach when the network has had its time', () => {
  it('is told of once, and again when it is well', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    await clock.advance(10_000);
    made.answer = offline;
    await clock.asleep(eightHours);
    await clock.advance(59_000);
    expect(ofType(made, 'alert')).toEqual([]);
    await clock.advance(70_000);
    expect(ofType(made, 'alert').map(({ alert }) => [alert.connection, alert.from, alert.to])).toEqual([[id, 'unknown', 'unhealthy']]);
    expect((await engine.health.states())[0]).toMatchObject({ reconnecting: false, health: { status: 'unhealthy' } });
    made.answer = () => Promise.resolve();
    await clock.advance(700_000);
    expect(ofType(made, 'alert').map(({ alert }) => alert.to)).toEqual(['unhealthy', 'healthy']);
  });

  it('is told of only once its probe has failed when its circuit was open at that time', async () => {
    const made = await connectedDesk();
    const { engine, clock } = made;
    await clock.advance(10_000);
    made.answer = down;
    await clock.asleep(eightHours);
    await clock.advance(70_000);
    expect((await engine.health.states())[0]).toMatchObject({ reconnecting: true, circuit: { at: 'open' } });
    expect(ofType(made, 'alert')).toEqual([]);
    await clock.advance(60_000);
    expect(ofType(made, 'alert').map(({ alert }) => alert.to)).toEqual(['unhealthy']);
  });
});

function shown({ health, circuit, reconnecting }: ConnectionState): string {
  return `${health.status} ${circuit.at} ${String(reconnecting)}`;
}
