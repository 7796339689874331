import { IntegrationError } from '@wiz/core';
import { deferred, ManualClock, settle, type Deferred } from '@wiz/core/testing';
import { defineContract, destructive, field, read, write } from '@wiz/integration-kit/contract';
import { implement, type HandlerContext } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEngine, type Engine } from './engine.ts';
import { MemoryStore, MemoryVault } from './testing/index.ts';
import type { ConnectionId, EngineEvent, RunDetail, StreamEvent } from './types/index.ts';

const contract = defineContract({
  id: 'shelf',
  name: 'Shelf',
  kind: 'service',
  owner: '@wiz/shelf',
  about: 'A shelf.',
  docs: 'https://example.com',
  config: z.object({ place: z.string().min(1, 'Say where.') }),
  secrets: z.object({}),
  budget: null,
  page: samplePage,
  operations: {
    look: read({
      title: 'Look',
      summary: 'Looks.',
      input: z.object({ at: z.string() }),
      output: z.object({ seen: z.number() }),
      done: '{seen} seen.',
    }),
    put: write({
      title: 'Put',
      summary: 'Puts.',
      input: z.object({ text: field(z.string(), { label: 'Text', journal: 'omit' }) }),
      output: z.object({ id: z.number() }),
    }),
    burn: destructive({ title: 'Burn', summary: 'Burns.', input: z.object({ id: z.number() }), output: z.object({}) }),
    tail: read({
      title: 'Tail',
      summary: 'Tails.',
      input: z.object({}),
      output: z.object({ lines: z.number() }),
      stream: { chunk: z.array(z.string()) },
      done: '{lines} lines.',
    }),
  },
});

interface World {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly events: EngineEvent[];
  look: (signal: AbortSignal) => Promise<{ seen: number }>;
  put: (signal: AbortSignal) => Promise<{ id: number }>;
  tail: (context: HandlerContext<unknown, string[]>) => Promise<{ lines: number }>;
  fingerprint: string;
  burnt: number[];
  disconnected: number;
  /** What each client was told of the saved account. */
  accounts: (string | undefined)[];
  /** Makes every disconnect fail. */
  stuck: boolean;
  /** What every preview waits for. */
  looking: Promise<unknown>;
}

const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

async function world(store = new MemoryStore()): Promise<World> {
  const clock = new ManualClock();
  const state: Omit<World, 'engine' | 'store' | 'clock' | 'events'> = {
    look: () => Promise.resolve({ seen: 1200 }),
    put: () => Promise.resolve({ id: 1 }),
    tail: () => Promise.resolve({ lines: 0 }),
    fingerprint: 'a',
    burnt: [],
    disconnected: 0,
    accounts: [],
    stuck: false,
    looking: Promise.resolve(),
  };
  const integration = implement(contract, {
    connect: ({ config: { place }, account }) => {
      made.accounts.push(account);
      return { place };
    },
    verify: ({ client }) => {
      if (client.place === 'nowhere') throw new IntegrationError('not_found', 'There is no such place.');
      return Promise.resolve({ account: client.place.toLowerCase(), label: client.place });
    },
    disconnect: () => {
      made.disconnected += 1;
      return made.stuck ? Promise.reject(new Error('It will not let go.')) : Promise.resolve();
    },
    handlers: {
      look: (_input, { signal }) => made.look(signal),
      put: (_input, { signal }) => made.put(signal),
      tail: (_input, context) => made.tail(context),
      burn: ({ id }) => {
        made.burnt.push(id);
        return Promise.resolve({});
      },
    },
    previews: {
      burn: async ({ id }) => {
        await made.looking;
        return { summary: `Burns ${String(id)}.`, details: ['All of it.'], fingerprint: made.fingerprint };
      },
    },
  });
  let ids = 0;
  const engine = await createEngine({
    contracts: { shelf: contract },
    implementations: { shelf: () => Promise.resolve(integration) },
    store,
    vault: new MemoryVault(),
    host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
    transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
    clock,
    random: () => 0.5,
    newId: () => `id${String((ids += 1))}`,
    logger: { info: () => undefined, error: () => undefined },
  });
  engines.push(engine);
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  const made: World = Object.assign(state, { engine, store, clock, events });
  return made;
}

async function connected(store?: MemoryStore): Promise<World & { readonly id: ConnectionId }> {
  const made = await world(store);
  const { id } = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
  return Object.assign(made, { id });
}

/** No call has left a timer: once the feed and the saving of limits are through, only the health monitor waits. */
async function onlyTheMonitorWaits({ clock }: World): Promise<void> {
  await clock.advance(10_000);
  await settle();
  expect(clock.pending).toBe(1);
}

const lastRun = ({ store }: World): RunDetail | undefined => store.writes.at(-1)?.run;

describe('connections', () => {
  it('are proven before they are saved, with the integration’s own reason', async () => {
    const { engine, store } = await world();
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

  it('take the suggested label unless one is given, and are there for the next process', async () => {
    const store = new MemoryStore();
    const { engine } = await connected(store);
    await engine.connections.add({ integration: 'shelf', label: ' Mine ', config: { place: 'Attic' } });
    expect(engine.connections.list().map(({ label }) => label)).toEqual(['Hall', 'Mine']);
    const again = await world(store);
    expect(again.engine.connections.list().map(({ label }) => label)).toEqual(['Hall', 'Mine']);
  });

  it('are not added twice for one account', async () => {
    const { engine } = await connected();
    await expect(engine.connections.add({ integration: 'shelf', config: { place: 'HALL' } })).rejects.toMatchObject({
      category: 'conflict',
      message: expect.stringContaining('“Hall”') as string,
    });
  });

  it('are not added twice when asked twice at once', async () => {
    const { engine } = await world();
    const add = (): Promise<unknown> => engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
    const outcomes = await Promise.allSettled([add(), add()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(engine.connections.list()).toHaveLength(1);
  });

  it('do not come back when they are removed while a change is being saved', async () => {
    const { engine, id, store } = await connected();
    const [removed, changed] = await Promise.allSettled([engine.connections.remove(id), engine.connections.update(id, { label: 'New' })]);
    expect([removed.status, changed.status]).toEqual(['fulfilled', 'rejected']);
    expect(engine.connections.list()).toEqual([]);
    expect(store.saved.size).toBe(0);
  });

  it('keep the new name when they are renamed while new settings are proven', async () => {
    const { engine, id } = await connected();
    await Promise.all([engine.connections.update(id, { config: { place: 'Attic' } }), engine.connections.update(id, { label: 'New' })]);
    expect(engine.connections.get(id)).toMatchObject({ label: 'New', account: 'attic' });
  });

  it('tell their client which account was saved, and a trial’s client nothing', async () => {
    const made = await connected();
    await made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    expect(made.accounts).toEqual([undefined, 'hall']);
  });

  it('are added and removed although their client cannot be given back', async () => {
    const made = await world();
    made.stuck = true;
    const { id } = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
    await made.engine.run({ connection: id, operation: 'look', input: { at: 'x' } });
    await made.engine.connections.remove(id);
    expect(made.engine.connections.list()).toEqual([]);
    expect(made.events.at(-1)).toEqual({ type: 'connection_removed', id });
  });

  it('keep their id when they are edited, and may be saved unchanged', async () => {
    const { engine, id } = await connected();
    await engine.connections.update(id, { config: { place: 'Hall' } });
    const after = await engine.connections.update(id, { label: 'Other', config: { place: 'Attic' } });
    expect(after).toMatchObject({ id, label: 'Other', account: 'attic' });
  });

  it('end what runs when they are removed, and give back their client', async () => {
    const made = await connected();
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
    const made = await connected();
    made.store.failing = new IntegrationError('storage_error', 'Full.');
    await expect(made.engine.connections.remove(made.id)).rejects.toMatchObject({ category: 'storage_error' });
    expect(made.engine.connections.list()).toHaveLength(1);
  });
});

describe('the engine', () => {
  it('starts although what an earlier process left running cannot be marked', async () => {
    const store = new MemoryStore();
    await connected(store);
    store.runs.interrupt = () => Promise.reject(new IntegrationError('storage_error', 'The disk is full.'));
    expect((await world(store)).engine.connections.list()).toHaveLength(1);
  });

  it('has every run in the journal when it is disposed of, and takes no more', async () => {
    const made = await connected();
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
    const made = await connected();
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

describe('a run', () => {
  it('answers with its origin and leaves a sentence in the journal', async () => {
    const made = await connected();
    const answer = await made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    expect(answer).toMatchObject({ data: { seen: 1200 }, cached: false, stale: false, attempts: 1 });
    expect(lastRun(made)).toMatchObject({ id: answer.runId, state: 'succeeded', sentence: '1,200 seen.', input: { at: 'x' } });
    expect(made.events.filter(({ type }) => type === 'run')).toHaveLength(2);
  });

  it('refuses a wrong input before anything is journalled', async () => {
    const made = await connected();
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 5 } })).rejects.toMatchObject({
      category: 'validation_error',
      fields: { at: expect.any(String) as string },
    });
    await expect(made.engine.run({ connection: made.id, operation: 'constructor', input: {} })).rejects.toMatchObject({
      category: 'not_found',
    });
    await expect(
      made.engine.run({ connection: made.id, integration: 'other', operation: 'look', input: { at: 'x' } }),
    ).rejects.toMatchObject({ category: 'validation_error' });
    expect(made.store.writes).toHaveLength(0);
  });

  it('calls an answer that is not as promised a protocol error', async () => {
    const made = await connected();
    made.look = () => Promise.resolve({ seen: 'many' } as unknown as { seen: number });
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'protocol_error',
    });
  });

  it('is retried when it may be, and shows its attempts on a timeline', async () => {
    const made = await connected();
    let calls = 0;
    made.look = () => ((calls += 1) < 3 ? Promise.reject(new IntegrationError('network_error', 'Lost.')) : Promise.resolve({ seen: 3 }));
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    await made.clock.advance(500 + 1000);
    await expect(running).resolves.toMatchObject({ attempts: 3 });
    expect(lastRun(made)?.timeline).toMatchObject([
      { attempt: 1, category: 'network_error', waitMs: 500 },
      { attempt: 2, category: 'network_error', waitMs: 1000 },
      { attempt: 3, category: null, waitMs: null },
    ]);
    await onlyTheMonitorWaits(made);
  });

  it('ends within the same turn when its caller cancels, and the work hears of it', async () => {
    const made = await connected();
    let seen: AbortSignal | undefined;
    made.look = (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const cancel = new AbortController();
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' }, signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled', outcome: 'none' });
    expect(seen?.aborted).toBe(true);
    expect(lastRun(made)?.state).toBe('cancelled');
    await onlyTheMonitorWaits(made);
  });

  it('can be cancelled by its id, once', async () => {
    const made = await connected();
    made.look = () => new Promise(() => undefined);
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    const run = made.store.writes[0]?.run;
    expect(run === undefined ? false : made.engine.runs.cancel(run.id)).toBe(true);
    await outcome;
    expect(run === undefined ? true : made.engine.runs.cancel(run.id)).toBe(false);
  });

  it('answers a bug inside an integration with an internal error that tells no secrets', async () => {
    const made = await connected();
    made.look = () => {
      throw new TypeError('reading token of undefined at /home/someone');
    };
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'internal_error',
      message: expect.not.stringContaining('/home') as string,
    });
  });
});

describe('a write', () => {
  it('is on the disk as an intent before its first byte, and as a result before the reply', async () => {
    const made = await connected();
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
    const made = await connected();
    await made.engine.run({ connection: made.id, operation: 'put', input: { text: 'secret text' } });
    expect(JSON.stringify(made.store.writes)).not.toContain('secret text');
    expect(lastRun(made)?.input).toEqual({ text: 'not kept (11 characters)' });
  });

  it('is not begun when the intent cannot be kept', async () => {
    const made = await connected();
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
    const made = await connected();
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
    const made = await connected();
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
    const made = await connected();
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
    const made = await connected();
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
    const made = await connected();
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
    const made = await connected(store);
    made.put = () => new Promise(() => undefined);
    made.engine.run({ connection: made.id, operation: 'put', input: { text: 'x' } }).catch(() => undefined);
    await settle();
    const page = await (await world(store)).engine.runs.list({});
    expect(page.items[0]).toMatchObject({ state: 'interrupted', sentence: expect.stringContaining('may have been done') as string });
  });

  it('that only looked and was left running is interrupted, and nothing more', async () => {
    const store = new MemoryStore();
    const made = await connected(store);
    made.look = () => new Promise(() => undefined);
    made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } }).catch(() => undefined);
    await settle();
    const { engine } = await world(store);
    const [run] = (await engine.runs.list({})).items;
    expect(run).toMatchObject({ state: 'interrupted', sentence: 'The application ended while this ran. Run it again.' });
    expect(run === undefined ? undefined : (await engine.runs.get(run.id)).error?.outcome).toBe('none');
  });
});

describe('a destructive run', () => {
  it('needs a ticket that says what will happen, and takes it once', async () => {
    const made = await connected();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    await expect(made.engine.run(request)).rejects.toMatchObject({ category: 'validation_error' });
    const ticket = await made.engine.prepare(request);
    expect(ticket).toMatchObject({ summary: 'Burns 3.', details: ['All of it.'] });
    await made.engine.run({ ...request, ticket: ticket.token });
    await expect(made.engine.run({ ...request, ticket: ticket.token })).rejects.toMatchObject({ category: 'validation_error' });
    expect(made.burnt).toEqual([3]);
  });

  it('is not prepared for longer than half a minute', async () => {
    const made = await connected();
    made.looking = new Promise(() => undefined);
    const preparing = made.engine.prepare({ connection: made.id, operation: 'burn', input: { id: 3 } });
    const outcome = expect(preparing).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none', operation: 'burn' });
    await made.clock.advance(30_000);
    await outcome;
    await onlyTheMonitorWaits(made);
  });

  it('given up while it was looked at once more was certainly not done', async () => {
    const made = await connected();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    const { token } = await made.engine.prepare(request);
    const look = deferred<undefined>();
    made.looking = look.promise;
    const running = made.engine.run({ ...request, ticket: token });
    const outcome = expect(running).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none' });
    await made.clock.advance(60_000);
    await outcome;
    look.resolve(undefined);
    await settle();
    expect(made.burnt).toEqual([]);
  });

  it('is refused with a ticket for another input, another connection, or one that is too old', async () => {
    const made = await connected();
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
    const made = await connected();
    const request = { connection: made.id, operation: 'burn', input: { id: 3 } };
    const ticket = await made.engine.prepare(request);
    made.fingerprint = 'b';
    await expect(made.engine.run({ ...request, ticket: ticket.token })).rejects.toMatchObject({ category: 'conflict' });
    expect(made.burnt).toEqual([]);
  });

  it('is the only kind that is prepared', async () => {
    const made = await connected();
    await expect(made.engine.prepare({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'validation_error',
    });
  });
});

describe('a stream', () => {
  it('names its run first, delivers its chunks in order, then its answer', async () => {
    const made = await connected();
    made.tail = async ({ chunk, progress }) => {
      await chunk(['a']);
      progress({ done: 1 });
      await chunk(['b', 'c']);
      return { lines: 3 };
    };
    const events: StreamEvent<unknown, unknown>[] = [];
    for await (const event of made.engine.stream({ connection: made.id, operation: 'tail', input: {} })) events.push(event);
    expect(events[0]).toMatchObject({ type: 'progress', runId: expect.any(String) as string });
    expect(events.filter(({ type }) => type === 'chunk')).toEqual([
      { type: 'chunk', chunk: ['a'] },
      { type: 'chunk', chunk: ['b', 'c'] },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'done', answer: { data: { lines: 3 } } });
    expect(lastRun(made)).toMatchObject({ chunks: 2, sentence: '3 lines.' });
  });

  it('holds the handler back when the reader is slow', async () => {
    const made = await connected();
    let sent = 0;
    made.tail = async ({ chunk }) => {
      for (; sent < 1000; sent += 1) await chunk([String(sent)]);
      return { lines: sent };
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    await settle();
    expect(sent).toBeLessThan(20);
    await reader.return();
    expect(lastRun(made)?.state).toBe('cancelled');
  });

  it('ends its run when the reader leaves or the caller cancels', async () => {
    const made = await connected();
    let seen: AbortSignal | undefined;
    made.tail = ({ signal }) => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const cancel = new AbortController();
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {}, signal: cancel.signal });
    await reader.next();
    await settle();
    cancel.abort();
    await expect(reader.next()).rejects.toMatchObject({ category: 'cancelled' });
    expect(seen?.aborted).toBe(true);
    await onlyTheMonitorWaits(made);
  });

  it('may run longer than its deadline while it shows signs of life', async () => {
    const made = await connected();
    const work: Deferred<{ lines: number }> = deferred();
    let tell: (() => void) | undefined;
    made.tail = ({ progress }) => {
      tell = () => {
        progress({ done: 1 });
      };
      return work.promise;
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    const last = (async () => {
      for (let next = await reader.next(); next.done !== true; next = await reader.next())
        if (next.value.type === 'done') return next.value;
      return undefined;
    })();
    await settle();
    for (let i = 0; i < 10; i += 1) {
      tell?.();
      await made.clock.advance(29_000);
    }
    work.resolve({ lines: 9 });
    await expect(last).resolves.toMatchObject({ type: 'done' });
  });

  it('is not kept alive by late progress of an attempt that was given up', async () => {
    const made = await connected();
    const tells: (() => void)[] = [];
    made.tail = ({ progress }) => {
      tells.push(() => {
        progress({ done: 1 });
      });
      return new Promise(() => undefined);
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    const ended = (async () => {
      for (;;) await reader.next();
    })();
    const outcome = expect(ended).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none' });
    await made.clock.advance(31_000);
    expect(tells).toHaveLength(2);
    tells[0]?.();
    await made.clock.advance(29_000);
    await outcome;
    await onlyTheMonitorWaits(made);
  });

  it('fails with a protocol error when a chunk is not as promised', async () => {
    const made = await connected();
    made.tail = async ({ chunk }) => {
      await chunk([5] as unknown as string[]);
      return { lines: 1 };
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    await expect(reader.next()).rejects.toMatchObject({ category: 'protocol_error' });
  });
});
