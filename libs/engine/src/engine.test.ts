import { IntegrationError } from '@wiz/core';
import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, lastRun, shelfWorld } from './testing/shelf-world.ts';
import { MemoryStore } from './testing/index.ts';

describe('the engine', () => {
  it('starts although what an earlier process left running cannot be marked', async () => {
    const store = new MemoryStore();
    await connectedShelf(store);
    store.runs.interrupt = () => Promise.reject(new IntegrationError('storage_error', 'The disk is full.'));
    expect((await shelfWorld(store)).engine.connections.list()).toHaveLength(1);
  });

  it('has every run in the journal when it is disposed of, and takes no more', async () => {
    const made = await connectedShelf();
    made.put = () => new Promise(() => undefined);
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({ category: 'cancelled', outcome: 'unknown' });
    await settle();
    await made.engine.dispose();
    expect(lastRun(made)).toMatchObject({ state: 'cancelled', sentence: expect.stringContaining('closed') as string });
    await outcome;
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'cancelled',
    });
  });

  it('is idle only when work that was given up has really ended', async () => {
    const made = await connectedShelf();
    const work = deferred<{ id: number }>();
    made.put = () => work.promise;
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } });
    running.catch(() => undefined);
    await settle();
    await made.engine.dispose();
    let idle = false;
    const waiting = made.engine.idle().then(() => {
      idle = true;
    });
    await settle();
    expect(idle).toBe(false);
    work.resolve({ id: 1 });
    await waiting;
  });
});
