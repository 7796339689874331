import { expect, it } from 'vitest';
import { MemoryStore } from './testing/index.ts';
import { connectedShelf, shelfWorld, type ShelfWorld } from './testing/shelf-world.ts';
import type { ConnectionId, RunId } from './types/index.ts';

interface Stranded extends ShelfWorld {
  readonly id: ConnectionId;
  readonly runId: RunId;
}

/** An application over a connection, with one run, of an integration that it does not have. */
async function stranded(enabled = true): Promise<Stranded> {
  const store = new MemoryStore();
  const { engine, id } = await connectedShelf(store);
  const { runId } = await engine.run({ connection: id, operation: 'look', input: { at: 'here' } });
  await engine.dispose();
  const [saved, run] = [store.saved.get(id), store.rows.get(runId)];
  if (saved === undefined || run === undefined) throw new Error('Nothing was saved.');
  store.saved.set(id, { ...saved, integration: 'orchard', enabled });
  store.rows.set(runId, { ...run, integration: 'orchard' });
  return Object.assign(await shelfWorld(store), { id, runId });
}

const attention = async ({ engine }: ShelfWorld): Promise<string | null | undefined> => (await engine.health.states())[0]?.attention;
const sentence =
  'This version of Project Wiz has no integration “orchard”, so this connection cannot be used. ' +
  'Update Project Wiz if a newer version has it, or remove the connection; its runs stay in the journal.';

it('is listed and says what to do, switched on or off', async () => {
  for (const enabled of [true, false]) {
    const world = await stranded(enabled);
    expect(world.engine.connections.list()).toMatchObject([{ id: world.id, integration: 'orchard', label: 'Hall' }]);
    expect(await attention(world)).toBe(sentence);
  }
});

it('is not asked how it is: not from the start, not when it was renamed, not when the network has changed', async () => {
  const { engine, clock, id } = await stranded();
  expect(clock.pending).toBe(0);
  await engine.connections.update(id, { label: 'Trees' });
  engine.networkChanged();
  await clock.advance(60_000);
  expect(clock.pending).toBe(0);
  expect(await engine.health.states()).toMatchObject([{ connection: id, reconnecting: false, health: { status: 'unknown' } }]);
});

it('asked for by hand it answers with its sentence, and still is not asked by itself', async () => {
  const { engine, clock, id } = await stranded();
  expect(await engine.health.check(id)).toMatchObject({ attention: sentence, reconnect: null });
  await clock.advance(60_000);
  expect(clock.pending).toBe(0);
});

it('refuses to run, and to run again, with a sentence', async () => {
  const { engine, id, runId } = await stranded();
  const refusal = { category: 'not_found', message: 'There is no integration “orchard” in this version.' };
  await expect(engine.run({ connection: id, operation: 'look', input: {} })).rejects.toMatchObject(refusal);
  await expect(engine.runs.again(runId)).rejects.toMatchObject(refusal);
});

it('is renamed and removed; its runs stay in the journal', async () => {
  const { engine, store, id, runId, events } = await stranded();
  expect(await engine.connections.update(id, { label: 'Trees' })).toMatchObject({ label: 'Trees', integration: 'orchard' });
  await engine.connections.remove(id);
  expect(engine.connections.list()).toEqual([]);
  expect(store.saved.size).toBe(0);
  expect(events).toContainEqual({ type: 'connection_removed', id });
  expect((await engine.runs.get(runId)).connectionLabel).toBe('Hall');
});
