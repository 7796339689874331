import { createTRPCClient } from '@trpc/client';
import { ManualClock } from '@wiz/core/testing';
import { ConnectionId, type StreamEvent } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPiece } from './renderer/arrived.ts';
import { integrationErrorOf } from './renderer/integration-error-of.ts';
import { createIpcLink } from './renderer/ipc-link.ts';
import { chunk, streamOf } from './testing/fake-engine.ts';
import type { FakeWindow } from './testing/fake-window.ts';
import { guarded, type FixtureClient, type FixtureRouter } from './testing/transports.ts';
import { turns, until, World } from './testing/world.ts';
import { batchId, pieceWindow } from './wire.ts';

const connection = ConnectionId.parse('c1');
/** Some two million by weight: four or five pieces. */
const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `row ${String(id)}` }));
const request = (type: 'query' | 'subscription'): object => ({
  method: 'batch',
  messages: JSON.stringify([
    {
      method: 'request',
      operation: { id: 's:1', type, path: type === 'query' ? 'fixture.look' : 'fixture.feed', input: { connection, value: 1 } },
    },
  ]),
});
const acknowledge = (count: number): object => ({ method: 'batch', messages: [{ method: 'ack.piece', id: 's:1', count }] });

describe('a large answer', () => {
  let world: World;
  let window: FakeWindow;
  beforeEach(() => {
    world = new World(guarded);
    window = world.open();
    world.engine.onRun = () => Promise.resolve(rows);
  });
  afterEach(() => {
    world.dispose();
  });
  const pieces = (): number => window.received.filter(isPiece).length;

  it('arrives whole, each piece in a message of its own', async () => {
    const { data } = await world.client(window).fixture.look.query({ connection, value: 1 });
    expect(data).toEqual(rows);
    expect(pieces()).toBeGreaterThan(3);
    expect(window.hops.toPage).toBe(pieces());
    expect(world.openCalls(window)).toBe(0);
  });

  it('arrives whole with what JSON cannot say in it', async () => {
    const odd = rows.map((row) => ({ ...row, at: new Date(row.id), none: undefined }));
    world.engine.onRun = () => Promise.resolve(odd);
    expect((await world.client(window).fixture.look.query({ connection, value: 1 })).data).toStrictEqual(odd);
  });

  it('runs only a little ahead of a window that does not take the pieces', async () => {
    window.send(request('query'));
    await turns();
    expect(pieces()).toBe(pieceWindow);
    window.send(acknowledge(1));
    await turns();
    expect(pieces()).toBe(pieceWindow + 1);
    expect(world.openCalls(window)).toBe(1);
  });

  it('does not hold up other calls', async () => {
    window.send(request('query'));
    await until('pieces are on their way', () => pieces() === pieceWindow);
    world.engine.onRun = () => Promise.resolve('small');
    expect((await world.client(window).fixture.look.query({ connection, value: 2 })).data).toBe('small');
  });

  it('ends when the call is cancelled, and is forgotten', async () => {
    window.send(request('query'));
    await until('pieces are on their way', () => pieces() === pieceWindow);
    window.send({ method: 'cancel', id: 's:1' });
    await turns();
    expect(world.openCalls(window)).toBe(0);
    window.send(acknowledge(2));
    await turns();
    expect(pieces()).toBe(pieceWindow);
  });

  it('is not even begun when the call was cancelled before it was there', async () => {
    let end: (() => void) | undefined;
    world.engine.onRun = () =>
      new Promise((resolve) => {
        end = () => {
          resolve(rows);
        };
      });
    window.send(request('query'));
    await until('the run begins', () => end !== undefined);
    window.send({ method: 'cancel', id: 's:1' });
    await turns();
    end?.();
    await turns();
    expect(pieces()).toBe(0);
    expect(world.openCalls(window)).toBe(0);
  });

  it.each(['navigate', 'crash', 'close'] as const)('ends with its page: %s', async (event) => {
    window.send(request('query'));
    await until('pieces are on their way', () => pieces() === pieceWindow);
    window[event]();
    await turns();
    expect(world.openCalls(window)).toBe(0);
    expect([world.crashes, world.logged]).toEqual([[], []]);
  });

  it('of a page that died unheard does no harm', async () => {
    window.send(request('query'));
    await until('pieces are on their way', () => pieces() === pieceWindow);
    window.send(acknowledge(1));
    window.die();
    await turns();
    expect(world.crashes).toEqual([]);
    expect(world.openCalls(window)).toBe(0);
  });

  it.each([
    ['query', 'none'],
    ['mutate', 'unknown'],
  ] as const)('that is larger than an answer may be is an error: %s', async (kind, outcome) => {
    world.engine.onRun = () => Promise.resolve('x'.repeat(5_000_000));
    const { look, change } = world.client(window).fixture;
    const answer = kind === 'query' ? look.query({ connection, value: 1 }) : change.mutate({ connection, value: 'x' });
    expect(integrationErrorOf(await answer.catch((error: unknown) => error))).toMatchObject({ category: 'too_large', outcome });
    expect(world.openCalls(window)).toBe(0);
  });

  it('with something in it that cannot be sent is an error', async () => {
    world.engine.onRun = () => Promise.resolve([...rows, () => 1]);
    const error = await world
      .client(window)
      .fixture.look.query({ connection, value: 1 })
      .catch((caught: unknown) => caught);
    expect(integrationErrorOf(error).category).toBe('internal_error');
    await until('it is forgotten', () => world.openCalls(window) === 0);
  });

  it('is sent as electron-trpc sends it to who asks as electron-trpc does', async () => {
    window.send({ method: 'request', operation: { id: 's:1', type: 'query', path: 'fixture.look', input: { connection, value: 1 } } });
    await until('an answer arrives', () => window.received.length > 0);
    expect(window.received).toMatchObject([{ id: 's:1', result: { type: 'data', data: { data: rows } } }]);
  });

  it('within a stream keeps its place in it', async () => {
    const events = [chunk(1), chunk(rows), chunk(3), chunk(rows), chunk(5)];
    world.engine.onStream = () => streamOf(events);
    const seen: StreamEvent<unknown, unknown>[] = [];
    let isOver = false;
    world.client(window).fixture.feed.subscribe(
      { connection, value: 1 },
      {
        onData: (event) => seen.push(event),
        onComplete: () => {
          isOver = true;
        },
      },
    );
    await until('the stream ends', () => isOver);
    expect(seen).toEqual(events);
    expect(world.openCalls(window)).toBe(0);
  });

  it('within a stream ends it with an error when it is larger than an answer may be', async () => {
    let isEnded = false;
    world.engine.onStream = async function* (request) {
      try {
        yield chunk('x'.repeat(5_000_000));
        yield chunk(2);
        await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
      } finally {
        isEnded = true;
      }
    };
    const [seen, errors]: [unknown[], unknown[]] = [[], []];
    world
      .client(window)
      .fixture.feed.subscribe({ connection, value: 1 }, { onData: (event) => seen.push(event), onError: (error) => errors.push(error) });
    await until('the stream has ended in main', () => isEnded);
    await turns();
    expect(seen).toEqual([]);
    expect(window.received.at(-1)).toHaveProperty('error');
    expect(errors.map((error) => integrationErrorOf(error).category)).toEqual(['too_large']);
    expect(world.openCalls(window)).toBe(0);
  });

  it('within a stream ends with it', async () => {
    world.engine.onStream = () => streamOf([chunk(rows), chunk(2)]);
    window.send(request('subscription'));
    await until('pieces are on their way', () => pieces() === pieceWindow);
    window.send({ method: 'subscription.stop', id: 's:1' });
    await turns();
    expect(world.openCalls(window)).toBe(0);
    expect(pieces()).toBe(pieceWindow);
  });
});

describe('the window’s link', () => {
  function linked(): {
    readonly client: FixtureClient;
    readonly clock: ManualClock;
    readonly sent: string[];
    readonly hear: (message: unknown) => void;
  } {
    const listeners = new Set<(message: unknown) => void>();
    const sent: string[] = [];
    const clock = new ManualClock();
    const bridge = {
      send: (message: unknown) => sent.push(JSON.stringify(message)),
      on: (listener: (message: unknown) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const hear = (message: unknown): void => {
      for (const listener of listeners) listener({ id: batchId, messages: [message] });
    };
    const client: FixtureClient = createTRPCClient<FixtureRouter>({ links: [createIpcLink(bridge, { clock, newId: () => 's:1' })] });
    return { client, clock, sent, hear };
  }
  const piece = (text: string, last: boolean): object => ({ id: 's:1', piece: { path: [], kind: 'text', text }, last });

  it('waits on as long as pieces come', async () => {
    const { client, clock, hear } = linked();
    const answer = client.fixture.look.query({ connection, value: 1 });
    for (const text of ['a', 'b', 'c']) {
      await clock.advance(60_000);
      hear(piece(text, text === 'c'));
    }
    expect(await answer).toBe('abc');
    expect(clock.pending).toBe(0);
  });

  it('gives up when they come no more', async () => {
    const { client, clock, hear } = linked();
    const answer = client.fixture.look.query({ connection, value: 1 }).catch((error: unknown) => integrationErrorOf(error).category);
    await clock.advance(60_000);
    hear(piece('a', false));
    await clock.advance(70_000);
    expect(await answer).toBe('timeout_error');
  });

  it('drops the pieces of a call that was cancelled, and asks for no more', async () => {
    const { client, sent, hear } = linked();
    const abort = new AbortController();
    const answer = client.fixture.look.query({ connection, value: 1 }, { signal: abort.signal }).catch(() => 'cancelled');
    hear(piece('a', false));
    await turns();
    expect(sent.join()).toContain('ack.piece');
    abort.abort();
    expect(await answer).toBe('cancelled');
    await turns();
    sent.length = 0;
    hear(piece('b', true));
    await turns();
    expect(sent).toEqual([]);
  });
});
