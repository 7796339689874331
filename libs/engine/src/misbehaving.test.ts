import { unhandledRejections } from '@wiz/core/testing';
import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectedShelf, lastRun } from './testing/shelf-world.ts';

const broken = (): TypeError => new TypeError('Cannot read properties of undefined, at /home/someone');

describe('an integration that does not keep to the rules', () => {
  it.each<[what: string, look: () => Promise<{ seen: number }>]>([
    [
      'throws before it returns its promise',
      () => {
        throw broken();
      },
    ],
    ['rejects with a bug of its own', () => Promise.reject(broken())],
    [
      'rejects with what is no error at all',
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a library may do so
      () => Promise.reject('no'),
    ],
    ['returns no promise', () => 5 as unknown as Promise<{ seen: number }>],
  ])('and %s ends its own run only', async (_what, look) => {
    const made = await connectedShelf();
    const other = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Attic' } });
    const good = made.look;
    made.look = look;
    const unhandled = await unhandledRejections(async () => {
      const run = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
      await expect(run).rejects.toMatchObject({ message: expect.not.stringContaining('/home') as string });
      expect(lastRun(made)?.state).toBe('failed');
      made.look = good;
      await expect(made.engine.run({ connection: other.id, operation: 'look', input: { at: 'x' } })).resolves.toBeDefined();
      await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).resolves.toBeDefined();
    });
    expect(unhandled).toEqual([]);
  });

  it.each<[what: string, operation: string, met: (made: Awaited<ReturnType<typeof connectedShelf>>) => Promise<unknown>]>([
    ['its handler', 'look', (made) => made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })],
    ['its preview', 'burn', (made) => made.engine.prepare({ connection: made.id, operation: 'burn', input: { id: 3 } })],
    ['the probe of its health', 'health', (made) => made.engine.health.check(made.id)],
  ])('and has a fault in %s leaves its place in the log, without its message', async (_what, operation, met) => {
    const made = await connectedShelf();
    const fault = () => Promise.reject(broken());
    Object.assign(made, { look: fault, looking: fault, proving: fault });
    await met(made).catch(() => undefined);
    expect(made.logged).toMatchObject([{ event: 'unexpected error in a handler', facts: { connection: made.id, operation } }]);
    expect(made.logged[0]?.facts).toMatchObject({ correlationId: expect.any(String) as string });
    expect(JSON.stringify(made.logged)).not.toContain('/home');
    expect(made.logged[0]?.facts?.['stack']).toMatch(/misbehaving\.test\.ts/);
  });

  it('and rejects long after its run was given up is not heard of any more', async () => {
    const made = await connectedShelf();
    made.look = () => made.clock.sleep(90_000).then(() => Promise.reject(broken()));
    const unhandled = await unhandledRejections(async () => {
      const run = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
      const outcome = expect(run).rejects.toMatchObject({ category: 'timeout_error' });
      await made.clock.advance(60_000);
      await outcome;
      const rows = made.store.writes.length;
      await made.clock.advance(200_000);
      expect(made.store.writes).toHaveLength(rows);
    });
    expect(unhandled).toEqual([]);
  });

  it('and leaves a promise behind that rejects unheard does not change its answer', async () => {
    const made = await connectedShelf();
    made.look = () => {
      void Promise.reject(broken());
      return Promise.resolve({ seen: 1 });
    };
    // Whoever hosts the engine hears of it, and logs it. Here that is the test, and not its runner.
    const runners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    onTestFinished(() => {
      for (const listener of runners) process.on('unhandledRejection', listener);
    });
    const unhandled = await unhandledRejections(async () => {
      await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).resolves.toMatchObject({
        data: { seen: 1 },
      });
    });
    expect(unhandled).toHaveLength(1);
  });

  it('and ignores its signal ends as timed out, and takes no slot of other connections', async () => {
    const made = await connectedShelf();
    const other = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Attic' } });
    const good = made.look;
    made.look = () => new Promise(() => undefined);
    const stuck = Array.from({ length: 4 }, () => made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } }));
    const outcomes = Promise.allSettled(stuck);
    await made.clock.advance(60_000);
    expect(
      (await outcomes).map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { category: string }).category : '')),
    ).toEqual(Array.from({ length: 4 }, () => 'timeout_error'));
    made.look = good;
    await expect(made.engine.run({ connection: other.id, operation: 'look', input: { at: 'x' } })).resolves.toBeDefined();
    // Its own slots are held as long as the work goes on: what comes now says so in time.
    const waiting = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    const refused = expect(waiting).rejects.toMatchObject({ category: 'overloaded', outcome: 'none' });
    await made.clock.advance(61_000);
    await refused;
  });
});
