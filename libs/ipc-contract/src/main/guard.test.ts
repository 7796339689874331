import { IntegrationError } from '@wiz/core';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integrationErrorOf } from '../renderer/integration-error-of.ts';
import { ipcMain } from '../testing/fake-electron.ts';
import { guarded } from '../testing/transports.ts';
import { turns, until, World } from '../testing/world.ts';
import { channel } from '../wire.ts';

const connection = ConnectionId.parse('c1');

describe('the guard', () => {
  let world: World;
  beforeEach(() => {
    world = new World(guarded);
  });
  afterEach(() => {
    world.dispose();
  });

  it('has one listener on the channel, and none after it is disposed of', () => {
    const window = world.open();
    expect(ipcMain.listenerCount(channel)).toBe(1);
    world.dispose();
    expect(ipcMain.listenerCount(channel)).toBe(0);
    expect(window.webContents.eventNames()).toEqual([]);
  });

  it('lets go of a window that is destroyed', () => {
    const window = world.open();
    window.close();
    expect(window.webContents.eventNames()).toEqual([]);
  });

  it('answers what is too large for one message with the reason', async () => {
    const window = world.open();
    window.send({
      method: 'request',
      operation: { id: 's:1', type: 'query', path: 'fixture.look', input: { connection, value: 'x'.repeat(30_000_000) } },
    });
    await until('an answer arrives', () => window.received.length > 0);
    expect(window.received).toMatchObject([{ id: 's:1', error: { data: { wiz: { category: 'too_large' } } } }]);
  });

  it('row 66: ten thousand calls at once are refused beyond a bound, and main serves on', { timeout: 30_000 }, async () => {
    const window = world.open();
    const client = world.client(window);
    const release: (() => void)[] = [];
    world.engine.onRun = () =>
      new Promise((resolve) =>
        release.push(() => {
          resolve(1);
        }),
      );
    const calls = Array.from({ length: 10_000 }, (_, value) =>
      client.fixture.look.query({ connection, value }).then(
        () => 'done',
        (error: unknown) => integrationErrorOf(error).category,
      ),
    );
    await until('as many run as may', () => release.length === 64);
    await turns();
    for (const end of release) end();
    const ends = await Promise.all(calls);
    expect(ends.filter((end) => end === 'done')).toHaveLength(64);
    expect(ends.filter((end) => end === 'overloaded')).toHaveLength(9936);
    world.engine.onRun = () => Promise.resolve(2);
    expect((await client.fixture.look.query({ connection, value: 1 })).data).toBe(2);
    // The first, the 10th, the 100th and the 1000th: a flood does not fill the log.
    expect(world.logged).toHaveLength(4);
  });

  it('hands a destructive operation’s ticket to the engine, apart from the input, and asks for it', async () => {
    const client = world.client(world.open());
    await client.fixture.erase.mutate({ connection, ticket: 't1', value: 'x' });
    expect(world.engine.requests[0]).toMatchObject({
      integration: 'fixture',
      operation: 'erase',
      connection,
      ticket: 't1',
      input: { value: 'x' },
    });
    const untold = { connection, value: 'x' } as unknown as { connection: ConnectionId; ticket: string; value: string };
    const refusal = await client.fixture.erase.mutate(untold).catch((error: unknown) => error);
    expect(integrationErrorOf(refusal)).toMatchObject({ category: 'validation_error', fields: { ticket: expect.any(String) as string } });
    expect(world.engine.requests).toHaveLength(1);
  });

  it('answers a path that does not exist', async () => {
    const window = world.open();
    for (const path of ['fixture.constructor', 'fixture.nothing', 'nothing.look', 'connections.toString']) {
      window.received = [];
      window.send({ method: 'request', operation: { id: `s:${path}`, type: 'query', path, input: {} } });
      await until('an answer arrives', () => window.received.length > 0);
      expect(window.received).toMatchObject([{ error: { data: { wiz: { category: 'validation_error' } } } }]);
    }
    expect(world.logged).toEqual([]);
  });

  it('does not run a mutation that is asked for as a query', async () => {
    const window = world.open();
    window.send({ method: 'request', operation: { id: 's:1', type: 'query', path: 'fixture.change', input: { connection, value: 'x' } } });
    await until('an answer arrives', () => window.received.length > 0);
    expect(world.engine.requests).toEqual([]);
  });

  it('refuses one field too many for the application’s own procedures', async () => {
    const client = world.client(world.open());
    const draft = { integration: 'fixture', config: {}, secret: 'x' };
    const refusal = await client.connections.verify.mutate(draft).catch((error: unknown) => error);
    expect(integrationErrorOf(refusal)).toMatchObject({ category: 'validation_error' });
  });

  it('ends the trial of a connection with the call that asked for it', async () => {
    const client = world.client(world.open());
    world.engine.onVerify = () => new Promise(() => undefined);
    const abort = new AbortController();
    const outcome = client.connections.verify.mutate({ integration: 'fixture', config: {} }, { signal: abort.signal });
    outcome.catch(() => undefined);
    await until('it is tried', () => world.engine.callers.length === 1);
    expect(world.engine.callers[0]?.correlationId).toMatch(/^[\da-f-]{36}$/);
    expect(world.engine.callers[0]?.signal?.aborted).toBe(false);
    abort.abort();
    await until('the trial ends', () => world.engine.callers[0]?.signal?.aborted === true);
    await expect(outcome).rejects.toThrow();
  });

  it('delivers the engine’s events until the subscription ends', async () => {
    const window = world.open();
    const seen: unknown[] = [];
    const subscription = world.client(window).events.all.subscribe(undefined, { onData: (events) => seen.push(events) });
    await until('main listens', () => world.engine.listeners.size === 1);
    for (const listener of world.engine.listeners) listener({ type: 'runs_cleared' });
    await until('the event arrives', () => seen.length === 1);
    expect(seen).toEqual([[{ type: 'runs_cleared' }]]);
    subscription.unsubscribe();
    await until('main listens no more', () => world.engine.listeners.size === 0);
    expect(world.openCalls(window)).toBe(0);
  });

  it('keeps the answer of a change that went on after its page was left to itself', async () => {
    const window = world.open();
    let end: (() => void) | undefined;
    world.engine.onRun = () =>
      new Promise((resolve) => {
        end = () => {
          resolve('done');
        };
      });
    world
      .client(window)
      .fixture.change.mutate({ connection, value: 'x' })
      .catch(() => undefined);
    await until('the run begins', () => end !== undefined);
    window.navigate();
    end?.();
    await turns();
    expect(window.received).toEqual([]);
    expect([world.crashes, world.logged]).toEqual([[], []]);
  });

  it('does no harm with an answer to a page that died before main heard of it', async () => {
    const window = world.open();
    let end: (() => void) | undefined;
    world.engine.onRun = () =>
      new Promise((resolve) => {
        end = () => {
          resolve('done');
        };
      });
    world
      .client(window)
      .fixture.look.query({ connection, value: 1 })
      .catch(() => undefined);
    await until('the run begins', () => end !== undefined);
    window.die();
    end?.();
    await turns();
    expect(world.crashes).toEqual([]);
    expect(world.openCalls(window)).toBe(0);
  });

  it('passes an engine’s error through unchanged when its class came from another copy of the module', async () => {
    const foreign = Object.assign(new Error('Locked.'), {
      name: 'IntegrationError',
      category: 'conflict',
      retryable: false,
      attempts: 2,
      outcome: 'none',
    });
    expect(foreign).not.toBeInstanceOf(IntegrationError);
    world.engine.onRun = () => Promise.reject(foreign);
    const caught = await world
      .client(world.open())
      .fixture.look.query({ connection, value: 1 })
      .catch((error: unknown) => error);
    expect(integrationErrorOf(caught)).toMatchObject({ category: 'conflict', message: 'Locked.', attempts: 2 });
  });
});
