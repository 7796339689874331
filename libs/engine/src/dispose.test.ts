import { IntegrationError } from '@wiz/core';
import { countedSignal, settle, unhandledRejections } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, draft } from './testing/desk-world.ts';
import { connectedShelf } from './testing/shelf-world.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('an engine that is disposed of', () => {
  it('has ended whatever was going on, and keeps neither timer nor listener', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    const { signal, listeners } = countedSignal();
    const ended: string[] = [];
    const watch = (what: string, work: Promise<unknown>): void => {
      work.then(
        () => ended.push(`${what} well`),
        () => ended.push(what),
      );
    };
    const run = (operation: string) => engine.run({ connection: id, operation, input: {}, signal });
    let calls = 0;
    made.answer = () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new IntegrationError('network_error', 'Lost.')) : never();
    };
    const unhandled = await unhandledRejections(async () => {
      watch('back-off', run('list'));
      await settle();
      for (const at of [1, 2, 3, 4]) watch(`run ${String(at)}`, run('put'));
      watch('joined', run('list'));
      watch('in line', run('put'));
      watch('check', engine.health.check(id));
      await settle();
      made.vault.open = never;
      const other = await engine.connections.add({ ...draft, config: { place: 'there' } });
      watch('keychain', engine.run({ connection: other.id, operation: 'ping', input: {}, signal }));
      engine.networkChanged();
      await clock.asleep(4000);
      watch('states', engine.health.states());
      await settle();
      expect([clock.pending, listeners(), clock.wakeListeners].every((count) => count > 0)).toBe(true);

      await engine.dispose();
      await settle();
    });
    expect(ended.sort()).toEqual([
      'back-off',
      'check well',
      'in line',
      'joined',
      'keychain',
      'run 1',
      'run 2',
      'run 3',
      'run 4',
      'states well',
    ]);
    expect({ timers: clock.pending, listeners: listeners(), wakeListeners: clock.wakeListeners, unhandled }).toEqual({
      timers: 0,
      listeners: 0,
      wakeListeners: 0,
      unhandled: [],
    });
  });

  it('has ended streams, also one whose reader went away without a word', async () => {
    const made = await connectedShelf();
    const { signal, listeners } = countedSignal();
    let seen: AbortSignal | undefined;
    made.tail = async ({ chunk, signal: own }) => {
      seen = own;
      for (;;) await chunk(['line']);
    };
    const gone = made.engine.stream({ connection: made.id, operation: 'tail', input: {}, signal });
    await gone.next();
    await settle();
    expect([seen?.aborted, listeners()]).toEqual([false, 1]);
    await made.engine.dispose();
    await settle();
    expect([seen?.aborted, listeners(), made.clock.pending]).toEqual([true, 0, 0]);
  });

  it('sets no timer for what comes too late', async () => {
    const made = await connectedDesk();
    const { engine, clock, id } = made;
    await engine.run({ connection: id, operation: 'ping', input: {} });
    const disposing = engine.dispose();
    engine.networkChanged();
    await disposing;
    engine.networkChanged();
    await engine.health.check(id);
    expect(await engine.health.states()).toHaveLength(1);
    expect(clock.pending).toBe(0);
    await clock.asleep(3_600_000);
    expect([clock.pending, clock.wakeListeners]).toEqual([0, 0]);
  });
});

describe('the states of all connections', () => {
  it('leave no timer behind once they are known', async () => {
    const { engine, clock } = await connectedDesk();
    const before = clock.pending;
    await engine.health.states();
    expect(clock.pending).toBe(before);
  });
});
