import { createTRPCClient } from '@trpc/client';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integrationErrorOf } from './renderer/integration-error-of.ts';
import type { FakeWindow } from './testing/fake-window.ts';
import { guarded, type FixtureClient } from './testing/transports.ts';
import { turns, until, World } from './testing/world.ts';
import { batchSize, batchText } from './wire.ts';

const connection = ConnectionId.parse('c1');
const request = (id: string, value: unknown = 1): unknown => ({
  method: 'request',
  operation: { id, type: 'query', path: 'fixture.look', input: { connection, value } },
});

describe('calls of one turn', () => {
  let world: World;
  let window: FakeWindow;
  beforeEach(() => {
    world = new World(guarded);
    window = world.open();
  });
  afterEach(() => {
    world.dispose();
  });

  it('share one message there, and their answers one back', async () => {
    const client = world.client(window);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, value) => client.fixture.look.query({ connection, value })));
    expect(answers.map(({ data }) => data)).toEqual(Array.from({ length: 20 }, (_, value) => ({ value })));
    expect(window.hops).toEqual({ toMain: 1, toPage: 1 });
  });

  it('fail one by one', async () => {
    world.engine.onRun = ({ input }) =>
      Reflect.get(Object(input), 'value') === 2 ? Promise.reject(new Error('No.')) : Promise.resolve('fine');
    const client = world.client(window);
    const ends = await Promise.allSettled([1, 2, 3].map((value) => client.fixture.look.query({ connection, value })));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('keep what JSON cannot say', async () => {
    const client = world.client(window);
    const odd = { at: new Date(5), bytes: new Uint8Array([1, 2]), none: undefined, nan: Number.NaN };
    const [plain, other] = await Promise.all([
      client.fixture.look.query({ connection, value: 'plain' }),
      client.fixture.look.query({ connection, value: odd }),
    ]);
    expect(plain.data).toEqual({ value: 'plain' });
    expect(other.data).toStrictEqual({ value: odd });
  });

  it('are started in the order in which they were made, whatever they hold', async () => {
    const client = world.client(window);
    const values = [1, new Date(2), 3, 'x'.repeat(1_000_000), 5];
    await Promise.all(values.map((value) => client.fixture.look.query({ connection, value })));
    expect(world.engine.requests.map(({ input }) => Reflect.get(Object(input), 'value') as unknown)).toEqual(values);
  });

  it('can be cancelled in the turn in which they were made', async () => {
    const abort = new AbortController();
    const client = world.client(window);
    const answer = client.fixture.look.query({ connection, value: 1 }, { signal: abort.signal }).catch((error: unknown) => error);
    abort.abort();
    expect(integrationErrorOf(await answer).category).toBe('cancelled');
    await until('main has forgotten it', () => world.engine.requests.length === 1 && world.openCalls(window) === 0);
    expect(world.engine.requests[0]?.signal?.aborted).toBe(true);
  });

  it('are each refused when they cannot be handed over', async () => {
    const broken = {
      ...window.bridge,
      send: () => {
        throw new Error('could not be cloned');
      },
    };
    const client: FixtureClient = createTRPCClient({ links: [guarded.link(broken)] });
    const ends = await Promise.all(
      [1, new Date(2), 3].map((value) => client.fixture.look.query({ connection, value }).catch((error: unknown) => error)),
    );
    expect(ends.map((error) => integrationErrorOf(error).category)).toEqual(Array.from({ length: 3 }, () => 'validation_error'));
  });

  it('are forgotten when their page dies with their answers on the way', async () => {
    const release: (() => void)[] = [];
    world.engine.onRun = () =>
      new Promise((resolve) =>
        release.push(() => {
          resolve(1);
        }),
      );
    const client = world.client(window);
    for (const value of [1, 2]) client.fixture.look.query({ connection, value }).catch(() => undefined);
    await until('both run', () => release.length === 2);
    window.die();
    for (const end of release) end();
    await turns();
    expect(world.crashes).toEqual([]);
    expect(world.openCalls(window)).toBe(0);
  });
});

describe('a batch', () => {
  let world: World;
  let window: FakeWindow;
  beforeEach(() => {
    world = new World(guarded);
    window = world.open();
  });
  afterEach(() => {
    world.dispose();
  });

  it('with one message that makes no sense serves the others, and answers that one', async () => {
    const odd = { method: 'request', operation: { id: 'odd', type: 'steal', path: 'fixture.look', input: {} } };
    window.send({ method: 'batch', messages: JSON.stringify([request('s:1'), null, odd, request('s:2')]) });
    await until('three answers arrive', () => window.received.length === 3);
    expect(world.engine.requests).toHaveLength(2);
    expect(window.received).toContainEqual(expect.objectContaining({ id: 'odd', error: expect.anything() as unknown }));
  });

  it('cannot bring the same id twice', async () => {
    window.send({ method: 'batch', messages: JSON.stringify([request('s:1'), request('s:1')]) });
    await turns();
    expect(world.engine.requests).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['that is no JSON', { messages: '[{"method":' }],
    ['that is JSON, but no list', { messages: '{}' }],
    ['within a batch', { messages: JSON.stringify([{ method: 'batch', messages: JSON.stringify([request('s:1')]) }]) }],
    [
      'of more messages than fit',
      { messages: JSON.stringify(Array.from({ length: batchSize + 1 }, (_, at) => request(`s:${String(at)}`))) },
    ],
    ['of more text than fits', { messages: JSON.stringify([request('s:1')]) + ' '.repeat(batchText) }],
    ['as a list of several', { messages: [request('s:1'), request('s:2')] }],
    // Such a list is cloned with its hole.
    ['as a list with a hole', { messages: new Array(1) }],
    ['with one field too many', { messages: JSON.stringify([request('s:1')]), more: 1 }],
    ['of nothing', {}],
    ['with a name that could reach a prototype', { messages: `[{"__proto__":${JSON.stringify(request('s:1'))}}]` }],
  ])('%s changes nothing', async (_name, batch) => {
    window.send({ method: 'batch', ...batch });
    await turns();
    expect(world.engine.requests).toEqual([]);
    expect(world.crashes).toEqual([]);
    expect(world.logged).toMatchObject([{ facts: { kind: 'malformed' } }]);
  });

  it('of a foreign origin is not even opened', async () => {
    const foreign = world.open({ origin: 'https://evil.example' });
    foreign.send({ method: 'batch', messages: JSON.stringify([request('s:1')]) });
    await turns();
    expect(world.engine.requests).toEqual([]);
    expect(world.logged).toMatchObject([{ facts: { kind: 'foreign' } }]);
  });

  it('counts each of its calls towards those that a window may have open', async () => {
    world.engine.onRun = () => new Promise(() => undefined);
    const ids = (from: number): string => JSON.stringify(Array.from({ length: 40 }, (_, at) => request(`s:${String(from + at)}`)));
    window.send({ method: 'batch', messages: ids(0) });
    window.send({ method: 'batch', messages: ids(100) });
    await turns();
    expect(world.engine.requests).toHaveLength(64);
    expect(window.received).toHaveLength(16);
  });
});
