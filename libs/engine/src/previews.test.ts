import { countedSignal, deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, onlyTheMonitorWaits, type ShelfWorld } from './testing/shelf-world.ts';
import type { ConnectionId } from './types/index.ts';

describe('a destructive run', () => {
  it('needs a ticket that says what will happen, and takes it once', async () => {
    const made = await connectedShelf();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    await expect(made.engine.run(request)).rejects.toMatchObject({ category: 'validation_error' });
    const ticket = await made.engine.prepare(request);
    expect(ticket).toMatchObject({ summary: 'Burns 3.', details: ['All of it.'] });
    await made.engine.run({ ...request, ticket: ticket.token });
    await expect(made.engine.run({ ...request, ticket: ticket.token })).rejects.toMatchObject({ category: 'validation_error' });
    expect(made.burnt).toEqual([3]);
  });

  it('is not prepared for longer than half a minute', async () => {
    const made = await connectedShelf();
    made.looking = () => new Promise(() => undefined);
    const preparing = made.engine.prepare({ connection: made.id, operation: 'burn', input: { id: 3 } });
    const outcome = expect(preparing).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none', operation: 'burn' });
    await made.clock.advance(30_000);
    await outcome;
    await onlyTheMonitorWaits(made);
  });

  it('given up while it was looked at once more was certainly not done', async () => {
    const made = await connectedShelf();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    const { token } = await made.engine.prepare(request);
    const look = deferred<undefined>();
    made.looking = () => look.promise;
    const running = made.engine.run({ ...request, ticket: token });
    const outcome = expect(running).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none' });
    await made.clock.advance(60_000);
    await outcome;
    look.resolve(undefined);
    await settle();
    expect(made.burnt).toEqual([]);
  });

  it('is refused with a ticket for another input, another connection, or one that is too old', async () => {
    const made = await connectedShelf();
    const other = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Attic' } });
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    const first = await made.engine.prepare(request);
    await expect(made.engine.run({ ...request, input: { id: 4 }, ticket: first.token })).rejects.toMatchObject({
      category: 'validation_error',
    });
    const second = await made.engine.prepare(request);
    await expect(made.engine.run({ ...request, connection: other.id, ticket: second.token })).rejects.toMatchObject({
      category: 'validation_error',
    });
    const third = await made.engine.prepare(request);
    await made.clock.advance(5 * 60_000);
    await expect(made.engine.run({ ...request, ticket: third.token })).rejects.toMatchObject({
      message: expect.stringContaining('too old') as string,
    });
    expect(made.burnt).toEqual([]);
  });

  it('is refused when the world changed after the confirmation', async () => {
    const made = await connectedShelf();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    const ticket = await made.engine.prepare(request);
    made.fingerprint = 'b';
    await expect(made.engine.run({ ...request, ticket: ticket.token })).rejects.toMatchObject({ category: 'conflict' });
    expect(made.burnt).toEqual([]);
  });

  it('is the only kind that is prepared', async () => {
    const made = await connectedShelf();
    await expect(made.engine.prepare({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'validation_error',
    });
  });
});

describe('a preview', () => {
  const burn = (made: { readonly id: ConnectionId }) => ({ connection: made.id, operation: 'burn', input: { id: 3 } });

  /** A look that never ends, and the signal that it was given. */
  function endless(made: ShelfWorld): { signal?: AbortSignal } {
    const seen: { signal?: AbortSignal } = {};
    made.looking = (signal) => {
      seen.signal = signal;
      return new Promise(() => undefined);
    };
    return seen;
  }

  it('ends when its window goes away, and leaves no listener', async () => {
    const made = await connectedShelf();
    const seen = endless(made);
    const { signal, abort, listeners } = countedSignal();
    const preparing = made.engine.prepare({ ...burn(made), signal });
    await settle();
    expect(listeners()).toBe(1);
    abort();
    await expect(preparing).rejects.toMatchObject({ category: 'cancelled', outcome: 'none' });
    expect([seen.signal?.aborted, listeners()]).toEqual([true, 0]);
    await onlyTheMonitorWaits(made);
  });

  it('ends when its connection is removed', async () => {
    const made = await connectedShelf();
    const seen = endless(made);
    const outcome = expect(made.engine.prepare(burn(made))).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    await made.engine.connections.remove(made.id);
    await outcome;
    expect(seen.signal?.aborted).toBe(true);
  });

  it('ends with the engine, which takes no more and is idle only when it has really ended', async () => {
    const made = await connectedShelf();
    const look = deferred<undefined>();
    made.looking = () => look.promise;
    let ended = false;
    const preparing = made.engine.prepare(burn(made)).catch((error: unknown) => {
      ended = true;
      return error;
    });
    await settle();
    await made.engine.dispose();
    expect(ended).toBe(true);
    expect(await preparing).toMatchObject({ category: 'cancelled', message: 'The application was closed while this ran.' });
    await expect(made.engine.prepare(burn(made))).rejects.toMatchObject({ category: 'cancelled' });
    let idle = false;
    const waiting = made.engine.idle().then(() => {
      idle = true;
    });
    await settle();
    expect(idle).toBe(false);
    look.resolve(undefined);
    await waiting;
  });

  it('stands in line like every other call, and is counted', async () => {
    const made = await connectedShelf();
    const looks = Array.from({ length: 5 }, () => deferred<undefined>());
    let begun = 0;
    made.looking = () => looks[begun++]?.promise ?? Promise.resolve();
    const preparing = looks.map(() => made.engine.prepare(burn(made)));
    await settle();
    expect(begun).toBe(4);
    expect((await made.engine.health.states())[0]).toMatchObject({ running: 4, budget: { waiting: 1 } });
    for (const { resolve } of looks) resolve(undefined);
    await Promise.all(preparing);
    expect(begun).toBe(5);
  });
});
