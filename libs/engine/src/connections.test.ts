import { IntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, shelfWorld } from './testing/shelf-world.ts';
import { MemoryStore } from './testing/index.ts';

describe('connections', () => {
  it('are proven before they are saved, with the integration’s own reason', async () => {
    const { engine, store } = await shelfWorld();
    await expect(engine.connections.add({ integration: 'shelf', config: { place: 'nowhere' } })).rejects.toMatchObject({
      category: 'not_found',
      message: 'There is no such place.',
    });
    await expect(engine.connections.add({ integration: 'shelf', config: { place: '' } })).rejects.toMatchObject({
      category: 'validation_error',
      fields: { place: 'Say where.' },
    });
    await expect(engine.connections.add({ integration: 'toString', config: {} })).rejects.toMatchObject({ category: 'not_found' });
    expect(store.saved.size).toBe(0);
  });

  it('that meet a fault of ours while they are proven leave its place in the log, under the name of the call', async () => {
    const { engine, logged } = await shelfWorld();
    const trial = (place: string) =>
      engine.connections.verify({ integration: 'shelf', config: { place } }, undefined, { correlationId: place });
    await expect(trial('nowhere')).rejects.toMatchObject({ category: 'not_found' });
    expect(logged).toEqual([]);
    await expect(trial('fault')).rejects.toMatchObject({ category: 'internal_error' });
    expect(logged).toMatchObject([
      {
        event: 'unexpected error in a handler',
        facts: { correlationId: 'fault', operation: 'verify', error: { causes: [{ name: 'TypeError' }] } },
      },
    ]);
    expect(logged[0]?.facts?.['stack']).toMatch(/shelf-world\.ts/);
    expect(logged[0]?.facts?.['stack']).not.toContain('This is wrong');
  });

  it('take the suggested label unless one is given, and are there for the next process', async () => {
    const store = new MemoryStore();
    const { engine } = await connectedShelf(store);
    await engine.connections.add({ integration: 'shelf', label: ' Mine ', config: { place: 'Attic' } });
    expect(engine.connections.list().map(({ label }) => label)).toEqual(['Hall', 'Mine']);
    const again = await shelfWorld(store);
    expect(again.engine.connections.list().map(({ label }) => label)).toEqual(['Hall', 'Mine']);
  });

  it('are not added twice for one account', async () => {
    const { engine } = await connectedShelf();
    await expect(engine.connections.add({ integration: 'shelf', config: { place: 'HALL' } })).rejects.toMatchObject({
      category: 'conflict',
      message: expect.stringContaining('“Hall”') as string,
    });
  });

  it('are not added twice when asked twice at once', async () => {
    const { engine } = await shelfWorld();
    const add = (): Promise<unknown> => engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
    const outcomes = await Promise.allSettled([add(), add()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(engine.connections.list()).toHaveLength(1);
  });

  it('do not come back when they are removed while a change is being saved', async () => {
    const { engine, id, store } = await connectedShelf();
    const [removed, changed] = await Promise.allSettled([engine.connections.remove(id), engine.connections.update(id, { label: 'New' })]);
    expect([removed.status, changed.status]).toEqual(['fulfilled', 'rejected']);
    expect(engine.connections.list()).toEqual([]);
    expect(store.saved.size).toBe(0);
  });

  it('keep the new name when they are renamed while new settings are proven', async () => {
    const { engine, id } = await connectedShelf();
    await Promise.all([engine.connections.update(id, { config: { place: 'Attic' } }), engine.connections.update(id, { label: 'New' })]);
    expect(engine.connections.get(id)).toMatchObject({ label: 'New', account: 'attic' });
  });

  it('tell their client which account was saved, and a trial’s client nothing', async () => {
    const made = await connectedShelf();
    await made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    expect(made.accounts).toEqual([undefined, 'hall']);
  });

  it('are tried under the name that the caller gave to what it does', async () => {
    const { engine, trials } = await shelfWorld();
    const draft = { integration: 'shelf', config: { place: 'Hall' } };
    await engine.connections.verify(draft, undefined, { correlationId: 'verify' });
    const { id } = await engine.connections.add(draft, { correlationId: 'add' });
    await engine.connections.update(id, { config: { place: 'Attic' } }, { correlationId: 'update', signal: new AbortController().signal });
    expect(trials).toEqual(['verify', 'add', 'update']);
  });

  it('are added and removed although their client cannot be given back', async () => {
    const made = await shelfWorld();
    made.stuck = true;
    const { id } = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
    await made.engine.run({ connection: id, operation: 'look', input: { at: 'x' } });
    await made.engine.connections.remove(id);
    expect(made.engine.connections.list()).toEqual([]);
    expect(made.events.at(-1)).toEqual({ type: 'connection_removed', id });
  });

  it('keep their id when they are edited, and may be saved unchanged', async () => {
    const { engine, id } = await connectedShelf();
    await engine.connections.update(id, { config: { place: 'Hall' } });
    const after = await engine.connections.update(id, { label: 'Other', config: { place: 'Attic' } });
    expect(after).toMatchObject({ id, label: 'Other', account: 'attic' });
  });

  it('end what runs when they are removed, and give back their client', async () => {
    const made = await connectedShelf();
    made.look = () => new Promise(() => undefined);
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    const before = made.disconnected;
    await made.engine.connections.remove(made.id);
    await outcome;
    expect(made.disconnected).toBe(before + 1);
    expect(() => made.engine.connections.get(made.id)).toThrow(IntegrationError);
  });

  it('are not forgotten when the store cannot save', async () => {
    const made = await connectedShelf();
    made.store.failing = new IntegrationError('storage_error', 'Full.');
    await expect(made.engine.connections.remove(made.id)).rejects.toMatchObject({ category: 'storage_error' });
    expect(made.engine.connections.list()).toHaveLength(1);
  });
});
