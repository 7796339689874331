import { IntegrationError } from '@wiz/core';
import { deferred, settle, type Deferred } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, lastRun, shelfWorld } from './testing/shelf-world.ts';
import { MemoryStore } from './testing/index.ts';

describe('a write', () => {
  it('is on the disk as an intent before its first byte, and as a result before the reply', async () => {
    const made = await connectedShelf();
    const work: Deferred<{ id: number }> = deferred();
    made.put = () => {
      expect(made.store.writes).toMatchObject([{ durable: true, run: { state: 'running' } }]);
      return work.promise;
    };
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'secret text' } });
    await settle();
    work.resolve({ id: 7 });
    await running;
    expect(made.store.writes.at(-1)).toMatchObject({ durable: true, run: { state: 'succeeded' } });
  });

  it('keeps out of the journal what its contract keeps out', async () => {
    const made = await connectedShelf();
    await made.engine.run({ connection: made.id, operation: 'put', input: { text: 'secret text' } });
    expect(JSON.stringify(made.store.writes)).not.toContain('secret text');
    expect(lastRun(made)?.input).toEqual({ text: 'not kept (11 characters)' });
  });

  it('is not begun when the intent cannot be kept', async () => {
    const made = await connectedShelf();
    let begun = false;
    made.put = () => {
      begun = true;
      return Promise.resolve({ id: 1 });
    };
    made.store.failing = new IntegrationError('storage_error', 'The disk is full.');
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } })).rejects.toMatchObject({
      category: 'storage_error',
    });
    expect(begun).toBe(false);
  });

  it('that was done is answered as done even when its result cannot be kept', async () => {
    const made = await connectedShelf();
    made.put = () => {
      made.store.failing = new IntegrationError('storage_error', 'The disk is full.');
      return Promise.resolve({ id: 1 });
    };
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } })).resolves.toMatchObject({
      data: { id: 1 },
      warnings: [expect.any(String)],
    });
  });

  it('given up half-way has an unknown outcome and is not repeated', async () => {
    const made = await connectedShelf();
    let calls = 0;
    made.put = () => {
      calls += 1;
      return new Promise(() => undefined);
    };
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({
      category: 'timeout_error',
      outcome: 'unknown',
      message: 'It did not answer within 30 s. It may have been done; check before you run it again.',
    });
    await made.clock.advance(60_000);
    await outcome;
    expect(calls).toBe(1);
  });

  it('given up before it was begun was certainly not done', async () => {
    const made = await connectedShelf();
    const work = deferred<{ id: number }>();
    made.put = () => work.promise;
    const request = { connection: made.id, operation: 'put', input: { text: 'x' } };
    // Four at once is what a connection lets in.
    const first = Array.from({ length: 4 }, () => made.engine.run(request));
    await settle();
    const gaveUp = new AbortController();
    const waiting = made.engine.run({ ...request, signal: gaveUp.signal });
    await settle();
    gaveUp.abort();
    await expect(waiting).rejects.toMatchObject({ category: 'cancelled', outcome: 'none' });
    expect(lastRun(made)?.error?.outcome).toBe('none');
    work.resolve({ id: 1 });
    await Promise.all(first);
  });

  it.each([
    ['an answer that is not as promised', () => Promise.resolve({ id: 'one' } as unknown as { id: number }), 'protocol_error'],
    ['a lost connection', () => Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })), 'network_error'],
    ['a fault of the integration', () => Promise.reject(new TypeError('x is undefined')), 'internal_error'],
  ])('may have been done after %s, and is not repeated', async (_what, put, category) => {
    const made = await connectedShelf();
    let calls = 0;
    made.put = () => {
      calls += 1;
      return put();
    };
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({ category, outcome: 'unknown' });
    await made.clock.advance(60_000);
    await outcome;
    expect(calls).toBe(1);
  });

  it('is repeated when it provably never arrived', async () => {
    const made = await connectedShelf();
    let calls = 0;
    made.put = () =>
      (calls += 1) === 1
        ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        : Promise.resolve({ id: 1 });
    const running = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } });
    await made.clock.advance(5000);
    await expect(running).resolves.toMatchObject({ attempts: 2 });
  });

  it('left running by a process that died is marked as interrupted, outcome unknown', async () => {
    const store = new MemoryStore();
    const made = await connectedShelf(store);
    made.put = () => new Promise(() => undefined);
    made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } }).catch(() => undefined);
    await settle();
    const page = await (await shelfWorld(store)).engine.runs.list({});
    expect(page.items[0]).toMatchObject({ state: 'interrupted', sentence: expect.stringContaining('may have been done') as string });
  });

  it('that only looked and was left running is interrupted, and nothing more', async () => {
    const store = new MemoryStore();
    const made = await connectedShelf(store);
    made.look = () => new Promise(() => undefined);
    made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } }).catch(() => undefined);
    await settle();
    const { engine } = await shelfWorld(store);
    const [run] = (await engine.runs.list({})).items;
    expect(run).toMatchObject({ state: 'interrupted', sentence: 'The application ended while this ran. Run it again.' });
    expect(run === undefined ? undefined : (await engine.runs.get(run.id)).error?.outcome).toBe('none');
  });
});
