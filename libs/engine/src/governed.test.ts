import { IntegrationError, serializeError } from '@wiz/core';
import { deferred, ManualClock, settle } from '@wiz/core/testing';
import { cursor, defineContract, page, read, Secret, secret, write } from '@wiz/integration-kit/contract';
import { implement, type HandlerContext, type Setup } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEngine, type Engine } from './engine.ts';
import { MemoryStore, MemoryVault } from './testing/index.ts';
import type { ConnectionId, EngineEvent } from './types/index.ts';

const contract = defineContract({
  id: 'desk',
  name: 'Desk',
  kind: 'rest',
  owner: '@wiz/desk',
  about: 'A remote desk.',
  docs: 'https://example.com',
  config: z.object({ place: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }), second: secret({ label: 'Second' }).optional() }),
  budget: { perMinute: 60, burst: 20 },
  health: { probe: 'ping', asks: 'A ping.' },
  page: samplePage,
  operations: {
    ping: read({ title: 'Ping', summary: 'Pings.', input: z.object({}), output: z.object({}) }),
    list: read({
      title: 'List',
      summary: 'Lists.',
      input: z.object({ cursor: cursor() }),
      output: page(z.object({ name: z.string() }), 'Things'),
      view: { as: 'table', items: 'items' },
      cache: { ttlMs: 30_000, staleIfErrorMs: 600_000 },
    }),
    put: write({ title: 'Put', summary: 'Puts.', input: z.object({}), output: z.object({}), invalidates: ['list'] }),
    order: write({ title: 'Order', summary: 'Orders.', input: z.object({}), output: z.object({}), idempotencyKey: true }),
  },
});

type Context = HandlerContext<unknown>;

interface World {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly vault: MemoryVault;
  readonly clock: ManualClock;
  readonly events: EngineEvent[];
  /** The tokens that clients were made with. */
  readonly tokens: string[];
  readonly pings: number[];
  readonly lists: Context[];
  readonly keys: string[];
  answer: (context: Context) => Promise<void>;
}

const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

async function world(store = new MemoryStore(), vault = new MemoryVault(), clock = new ManualClock()): Promise<World> {
  const state: Omit<World, 'engine'> = {
    store,
    vault,
    clock,
    events: [],
    tokens: [],
    pings: [],
    lists: [],
    keys: [],
    answer: () => Promise.resolve(),
  };
  const integration = implement(contract, {
    connect: ({ secrets }: Setup<{ place: string }, { token: Secret }>) => {
      made.tokens.push(secrets.token.reveal());
      return secrets.token.reveal();
    },
    verify: ({ client }) => {
      if (client === 'wrong-token') throw new IntegrationError('authentication_error', 'The desk does not accept this token.');
      return Promise.resolve({ account: 'me', label: 'My desk' });
    },
    handlers: {
      ping: async (_input, context) => {
        made.pings.push(clock.now());
        await made.answer(context);
        return {};
      },
      list: async (_input, context) => {
        made.lists.push(context);
        await made.answer(context);
        return { items: [{ name: String(made.lists.length) }], nextCursor: null };
      },
      put: async (_input, context) => {
        await made.answer(context);
        return {};
      },
      order: async (_input, context) => {
        made.keys.push(context.idempotencyKey);
        await made.answer(context);
        return {};
      },
    },
    previews: {},
  });
  let ids = 0;
  const engine = await createEngine({
    contracts: { desk: contract },
    implementations: { desk: () => Promise.resolve(integration) },
    store,
    vault,
    host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
    transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
    clock,
    random: () => 0.5,
    newId: () => `id${String(Math.random()).slice(2)}-${String((ids += 1))}`,
    logger: { info: () => undefined, error: () => undefined },
  });
  engines.push(engine);
  engine.subscribe((event) => state.events.push(event));
  const made: World = Object.assign(state, { engine });
  return made;
}

const draft = { integration: 'desk', config: { place: 'here' }, secrets: { token: 'good-token-abcd' } };

async function connected(store?: MemoryStore, vault?: MemoryVault): Promise<World & { readonly id: ConnectionId }> {
  const made = await world(store, vault);
  const { id } = await made.engine.connections.add(draft);
  return Object.assign(made, { id });
}

const down = (): Promise<void> => Promise.reject(new IntegrationError('service_unavailable', 'The desk is down.'));

describe('credentials', () => {
  it('are proven before they are saved, with the exact reason', async () => {
    const { engine, store } = await world();
    await expect(engine.connections.add({ ...draft, secrets: { token: 'wrong-token' } })).rejects.toMatchObject({
      category: 'authentication_error',
      message: 'The desk does not accept this token.',
    });
    expect(store.saved.size).toBe(0);
    expect(store.sealed.size).toBe(0);
  });

  it('are sealed in the vault; window, row and journal see that they are set and how they end', async () => {
    const { engine, store, events, id } = await connected();
    await engine.run({ connection: id, operation: 'list', input: {} });
    const view = engine.connections.list()[0];
    expect(view).toMatchObject({ secrets: { token: { hint: 'abcd' } }, secretStorage: 'keychain' });
    expect(store.sealed.get(id)).toBeDefined();
    const everything = JSON.stringify([[...store.saved.values()], [...store.sealed.values()], store.writes, events, view]);
    expect(everything).not.toContain('good-token');
  });

  it('that are missing or not known are refused by name, not by value', async () => {
    const { engine } = await world();
    await expect(engine.connections.add({ ...draft, secrets: {} })).rejects.toMatchObject({
      category: 'validation_error',
      fields: { token: expect.any(String) as string },
    });
  });

  it('stay as they are when a change leaves them out, and are replaced when it does not', async () => {
    const { engine, tokens, id } = await connected();
    await engine.connections.update(id, { config: { place: 'here' } });
    expect(tokens.at(-1)).toBe('good-token-abcd');
    await engine.connections.update(id, { secrets: { token: 'newer-token-wxyz' } });
    expect(tokens.at(-1)).toBe('newer-token-wxyz');
    expect(engine.connections.get(id).secrets).toEqual({ token: { hint: 'wxyz' } });
    await expect(engine.connections.update(id, { secrets: { token: 'wrong-token' } })).rejects.toMatchObject({
      category: 'authentication_error',
    });
    expect(engine.connections.get(id).secrets).toEqual({ token: { hint: 'wxyz' } });
  });

  it('are needed once more where the settings change, for they are for the system that they were given for', async () => {
    const { engine, tokens, id } = await connected();
    const before = tokens.length;
    for (const attempt of [
      engine.connections.update(id, { config: { place: 'there' } }),
      engine.connections.verify({ integration: 'desk', config: { place: 'there' } }, id),
      engine.connections.update(id, { config: { place: 'there' }, secrets: { token: '  ' } }),
    ])
      await expect(attempt).rejects.toMatchObject({ category: 'validation_error', fields: { token: expect.any(String) as string } });
    await expect(engine.connections.verify({ integration: 'other', config: { place: 'here' } }, id)).rejects.toMatchObject({
      category: 'not_found',
    });
    expect(tokens).toHaveLength(before);
    await engine.connections.update(id, { config: { place: 'there' }, secrets: draft.secrets });
    expect(engine.connections.get(id).config).toEqual({ place: 'there' });
  });

  it('that were not typed are not lost while the keychain is only locked', async () => {
    const made = await world();
    const { id } = await made.engine.connections.add({ ...draft, secrets: { token: 'good-token-abcd', second: 'second-secret-1' } });
    made.vault.open = () => Promise.reject(new IntegrationError('storage_error', 'Locked.', { code: 'keychain_locked', retryable: true }));
    await expect(made.engine.connections.update(id, { secrets: { token: 'newer-token-wxyz' } })).rejects.toMatchObject({
      code: 'keychain_locked',
    });
    expect(Object.keys(made.engine.connections.get(id).secrets)).toEqual(['token', 'second']);
  });

  it('are kept in their new form when the keychain wants it, but never bring back what was removed', async () => {
    const made = await connected();
    const { engine, store, vault, id } = made;
    const open = vault.open.bind(vault);
    const gate = deferred<undefined>();
    vault.open = async (sealed) => {
      await gate.promise;
      return { ...(await open(sealed)), resealed: { ...sealed, scheme: 'newer' } };
    };
    const running = engine.run({ connection: id, operation: 'ping', input: {} });
    gate.resolve(undefined);
    await running;
    await settle();
    expect(store.sealed.get(id)?.scheme).toBe('newer');

    const again = await world(store, vault);
    const late = deferred<undefined>();
    vault.open = async (sealed) => {
      await late.promise;
      return { ...(await open(sealed)), resealed: { ...sealed, scheme: 'newest' } };
    };
    const lost = again.engine.run({ connection: id, operation: 'ping', input: {} }).catch(() => undefined);
    await settle();
    const removing = again.engine.connections.remove(id);
    late.resolve(undefined);
    await removing;
    await lost;
    await settle();
    expect([store.saved.size, store.sealed.size]).toEqual([0, 0]);
  });

  it('are in no error, whoever throws it', async () => {
    const made = await connected();
    made.answer = () => Promise.reject(new Error('cannot use good-token-abcd here', { cause: new TypeError('good-token-abcd is odd') }));
    const error: unknown = await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'internal_error' });
    expect(JSON.stringify([serializeError(error as IntegrationError), made.store.writes.at(-1)])).not.toContain('good-token');
  });

  it('are not added twice for one account', async () => {
    const { engine, id } = await connected();
    await expect(engine.connections.add({ ...draft, secrets: { token: 'another-token-of-me' } })).rejects.toMatchObject({
      category: 'conflict',
      connection: id,
    });
  });

  it('go with their connection', async () => {
    const { engine, store, id } = await connected();
    await engine.connections.remove(id);
    expect([store.saved.size, store.sealed.size, store.governed.size]).toEqual([0, 0, 0]);
    await settle();
    expect(store.governed.size).toBe(0);
  });
});

describe('a keychain that does not protect', () => {
  it('is never used in silence', async () => {
    const vault = new MemoryVault();
    const { engine, store } = await world(undefined, vault);
    vault.is = 'weak';
    await expect(engine.connections.add(draft)).rejects.toMatchObject({ category: 'storage_error', code: 'keychain_weak' });
    vault.is = 'none';
    await expect(engine.connections.add(draft)).rejects.toMatchObject({ category: 'storage_error', code: 'keychain_missing' });
    await expect(engine.connections.add({ ...draft, keepSecrets: 'weak' })).rejects.toMatchObject({ code: 'keychain_missing' });
    expect([store.saved.size, store.sealed.size]).toEqual([0, 0]);
  });

  it('is used when the person agreed, and says so', async () => {
    const vault = new MemoryVault();
    vault.is = 'weak';
    const { engine, store } = await world(undefined, vault);
    expect(await engine.connections.add({ ...draft, keepSecrets: 'weak' })).toMatchObject({ secretStorage: 'weak' });
    expect(store.sealed.size).toBe(1);
  });

  it('is passed by for one session: after a restart the connection says “reconnect”, and works once that is done', async () => {
    const vault = new MemoryVault();
    vault.is = 'none';
    const first = await world(undefined, vault);
    const { id } = await first.engine.connections.add({ ...draft, keepSecrets: 'session' });
    expect(first.store.sealed.size).toBe(0);
    await expect(first.engine.run({ connection: id, operation: 'list', input: {} })).resolves.toMatchObject({ cached: false });
    const again = await world(first.store, vault);
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({
      category: 'storage_error',
      code: 'keychain',
    });
    const [state] = await again.engine.health.states();
    expect(state?.reconnect).toMatch(/one session only\. Reconnect/);
    await again.engine.connections.update(id, { secrets: { token: 'good-token-abcd' }, keepSecrets: 'session' });
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).resolves.toMatchObject({ cached: false });
    expect((await again.engine.health.states())[0]?.reconnect).toBeNull();
  });

  it('that has changed keeps what it sealed, and other connections work', async () => {
    const { engine, store, vault, id } = await connected();
    await engine.run({ connection: id, operation: 'ping', input: {} });
    const sealed = store.sealed.get(id);
    const again = await world(store, vault);
    vault.changed = true;
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ code: 'keychain' });
    expect(store.sealed.get(id)).toBe(sealed);
    // Of the first engine, the secrets are open already.
    await expect(engine.run({ connection: id, operation: 'ping', input: {} })).resolves.toBeDefined();
  });
});

describe('a run', () => {
  it('is answered from the cache, labelled, until a change makes that worthless or it is forced', async () => {
    const { engine, lists, events, clock, id } = await connected();
    const run = (operation: string, force = false) => engine.run({ connection: id, operation, input: {}, force });
    const first = await run('list');
    await clock.advance(1000);
    expect(await run('list')).toMatchObject({ data: first.data, cached: true, stale: false, asOf: first.asOf, attempts: 0 });
    await run('put');
    expect(events.filter(({ type }) => type === 'invalidated')).toEqual([{ type: 'invalidated', connection: id, operations: ['list'] }]);
    expect(await run('list')).toMatchObject({ data: { items: [{ name: '2' }] }, cached: false });
    expect(await run('list', true)).toMatchObject({ data: { items: [{ name: '3' }] }, cached: false });
    expect(lists).toHaveLength(3);
  });

  it('makes answers worthless also when the answer to a change was lost', async () => {
    const made = await connected();
    const { engine, id } = made;
    await engine.run({ connection: id, operation: 'list', input: {} });
    made.answer = () => Promise.reject(new IntegrationError('network_error', 'Connection lost.', { outcome: 'unknown' }));
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).rejects.toMatchObject({ outcome: 'unknown' });
    made.answer = () => Promise.resolve();
    expect(await engine.run({ connection: id, operation: 'list', input: {} })).toMatchObject({ data: { items: [{ name: '2' }] } });
  });

  it('shows an older answer, labelled, when the system is down', async () => {
    const made = await connected();
    const { engine, clock, id } = made;
    const fresh = await engine.run({ connection: id, operation: 'list', input: {} });
    await clock.advance(40_000);
    made.answer = down;
    const late = engine.run({ connection: id, operation: 'list', input: {} });
    await clock.advance(60_000);
    expect(await late).toMatchObject({ data: fresh.data, cached: true, stale: true, asOf: fresh.asOf });
  });

  it('carries one idempotency key through all attempts, which the journal knew before the first', async () => {
    const made = await connected();
    const { engine, clock, store, keys, id } = made;
    made.answer = () => {
      expect(store.rows.has(keys.at(-1) as never)).toBe(true);
      return keys.length === 1 ? Promise.reject(new IntegrationError('network_error', 'Lost.', { outcome: 'unknown' })) : Promise.resolve();
    };
    const running = engine.run({ connection: id, operation: 'order', input: {} });
    await clock.advance(2000);
    const { runId } = await running;
    expect(keys).toEqual([runId, runId]);
  });

  it('whose first attempt may have arrived stays “may have been done”, whatever the second says', async () => {
    const made = await connected();
    made.answer = () => {
      return Promise.reject(
        made.keys.length === 1
          ? new IntegrationError('network_error', 'Lost. Try again.', { outcome: 'unknown' })
          : new IntegrationError('validation_error', 'No.', { outcome: 'none' }),
      );
    };
    const failing = expect(made.engine.run({ connection: made.id, operation: 'order', input: {} })).rejects.toMatchObject({
      category: 'validation_error',
      outcome: 'unknown',
      message: 'No. It may have been done; check before you run it again.',
    });
    await made.clock.advance(5000);
    await failing;
    expect(made.keys).toHaveLength(2);
  });

  it('can be cancelled while the keychain asks the person', async () => {
    const made = await connected();
    made.vault.open = () => new Promise(() => undefined);
    const cancel = new AbortController();
    const running = made.engine.run({ connection: made.id, operation: 'ping', input: {}, signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled' });
    const states = made.engine.health.states();
    await made.clock.advance(1000);
    expect(await states).toMatchObject([{ connection: made.id, health: { status: 'unknown' } }]);
  });

  it('waits out what the system asked for, with everybody of this connection, and leaves no earlier', async () => {
    const made = await connected();
    const { engine, clock, lists, events, id } = made;
    let asked = false;
    made.answer = (context) => {
      if (asked) return Promise.resolve();
      asked = true;
      context.rate.pause(20_000);
      return Promise.reject(new IntegrationError('rate_limit_error', 'Wait.', { retryAfterMs: 20_000 }));
    };
    const first = engine.run({ connection: id, operation: 'list', input: {} });
    await settle();
    const second = engine.run({ connection: id, operation: 'put', input: {} });
    await clock.advance(19_000);
    expect(lists).toHaveLength(1);
    const paused = events.flatMap((event) => (event.type === 'state' ? [event.state.budget] : [])).at(-1);
    expect(paused?.pausedUntil).toBeGreaterThan(clock.wallNow());
    await clock.advance(5000);
    await first;
    await second;
    expect(lists).toHaveLength(2);
  });

  it('is held to the connection’s own budget', async () => {
    const made = await connected();
    const { engine, clock, lists, id } = made;
    const runs = Array.from({ length: 25 }, () => engine.run({ connection: id, operation: 'list', input: {}, force: true }));
    await settle();
    expect(lists).toHaveLength(20);
    await clock.advance(10_000);
    await Promise.all(runs);
    expect(lists).toHaveLength(25);
  });
});

describe('what fails again and again', () => {
  async function broken(): Promise<World & { readonly id: ConnectionId }> {
    const made = await connected();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).rejects.toMatchObject({
        category: 'service_unavailable',
      });
    return made;
  }

  it('opens the circuit: runs fail at once with the time of the next try, and the windows are told', async () => {
    const { engine, clock, events, id } = await broken();
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).rejects.toMatchObject({ category: 'circuit_open' });
    await clock.advance(1000);
    const state = events.flatMap((event) => (event.type === 'state' ? [event.state] : [])).at(-1);
    expect(state?.circuit).toMatchObject({ at: 'open', lastFailure: 'The desk is down.' });
    expect(state?.circuit.nextTryAt).toBeGreaterThan(clock.wallNow());
    expect(state?.health.status).toBe('unhealthy');
    expect(events.flatMap((event) => (event.type === 'alert' ? [event.alert.to] : []))).toEqual(['unhealthy']);
  });

  it('is let through by “run anyway”, and works again when the system does', async () => {
    const made = await broken();
    made.answer = () => Promise.resolve();
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {}, force: true })).resolves.toBeDefined();
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('is probed by itself when the time has come', async () => {
    const made = await broken();
    const { engine, clock, pings, id } = made;
    const before = pings.length;
    made.answer = () => Promise.resolve();
    await clock.advance(67_000);
    expect(pings.length).toBe(before + 1);
    await expect(engine.run({ connection: id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('is remembered over a restart, the budget too', async () => {
    const made = await broken();
    await made.engine.dispose();
    const again = await world(made.store, made.vault);
    await expect(again.engine.run({ connection: made.id, operation: 'put', input: {} })).rejects.toMatchObject({
      category: 'circuit_open',
    });
    const [state] = await again.engine.health.states();
    expect(state?.circuit.at).toBe('open');
  });

  it('is forgotten when new settings were proven', async () => {
    const made = await broken();
    made.answer = () => Promise.resolve();
    await made.engine.connections.update(made.id, { config: { place: 'elsewhere' }, secrets: draft.secrets });
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });
});

describe('health', () => {
  it('is asked soon after the start, every five minutes, and soon after wake, a change of the network or of settings', async () => {
    const { engine, clock, pings, id } = await connected();
    await clock.advance(5000);
    expect(pings).toHaveLength(1);
    await clock.advance(290_000);
    expect(pings).toHaveLength(1);
    await clock.advance(20_000);
    expect(pings).toHaveLength(2);
    engine.networkChanged();
    await clock.advance(5000);
    expect(pings).toHaveLength(3);
    await clock.asleep(3_600_000);
    await clock.advance(5000);
    expect(pings.length).toBeGreaterThanOrEqual(4);
    const after = pings.length;
    await engine.connections.update(id, { config: { place: 'there' }, secrets: draft.secrets });
    await clock.advance(5000);
    expect(pings).toHaveLength(after + 1);
  });

  it('is asked at once on demand', async () => {
    const { engine, pings, id } = await connected();
    expect(await engine.health.check(id)).toMatchObject({ connection: id, health: { status: 'healthy' } });
    expect(pings).toHaveLength(1);
    await expect(engine.health.check('nobody' as ConnectionId)).rejects.toMatchObject({ category: 'not_found' });
  });

  it('gives up a probe after five seconds', async () => {
    const made = await connected();
    const never = deferred<undefined>();
    made.answer = ({ signal }) =>
      Promise.race([
        never.promise,
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      ]);
    const checking = made.engine.health.check(made.id);
    await settle();
    await made.clock.advance(5000);
    expect(await checking).toMatchObject({ health: { status: 'unhealthy', lastError: { category: 'timeout_error' } } });
  });

  it('is not asked of a connection that is switched off, which refuses runs until it is switched on', async () => {
    const { engine, clock, pings, id } = await connected();
    await engine.connections.update(id, { enabled: false });
    await clock.advance(700_000);
    expect(pings).toHaveLength(0);
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ category: 'configuration_error' });
    await engine.connections.update(id, { enabled: true });
    await clock.advance(5000);
    expect(pings).toHaveLength(1);
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).resolves.toBeDefined();
  });
});

describe('a connection’s own limits', () => {
  it('replace the defaults at once', async () => {
    const made = await connected();
    const { engine, clock, id } = made;
    await engine.connections.update(id, { policy: { breakerFailures: 1, retries: 0, timeoutMs: 2000, perMinute: 10 } });
    expect((await engine.health.states())[0]?.budget.perMinute).toBe(10);
    made.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const slow = engine.run({ connection: id, operation: 'list', input: {} });
    const failing = expect(slow).rejects.toMatchObject({ category: 'timeout_error', attempts: 1 });
    await clock.advance(2000);
    await failing;
    await expect(engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ category: 'circuit_open' });
  });
});

describe('a connection that is changed, renamed or removed', () => {
  it('keeps its open circuit under another name, and is told of by that', async () => {
    const made = await connected();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    await made.engine.connections.update(made.id, { label: 'Renamed' });
    expect((await made.engine.health.states())[0]?.circuit.at).toBe('open');
    expect(made.engine.connections.get(made.id).label).toBe('Renamed');
  });

  it('begins with a closed circuit when it was proven anew, also after a restart without a run', async () => {
    const made = await connected();
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    await made.engine.dispose();
    const again = await world(made.store, made.vault);
    await again.engine.connections.update(made.id, { secrets: draft.secrets });
    await expect(again.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
  });

  it('says nothing any more once it is removed', async () => {
    const made = await connected();
    made.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new IntegrationError('network_error', 'Lost.')));
      });
    const lost = made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => undefined);
    await settle();
    await made.engine.connections.remove(made.id);
    await lost;
    const removedAt = made.events.findIndex(({ type }) => type === 'connection_removed');
    await made.clock.advance(10_000);
    expect(made.events.slice(removedAt).filter(({ type }) => type === 'state' || type === 'alert')).toEqual([]);
    expect(made.store.governed.size).toBe(0);
  });

  it('has its next client made only when the former one has given everything back', async () => {
    const made = await connected();
    await made.engine.run({ connection: made.id, operation: 'ping', input: {} });
    made.answer = down;
    for (let failures = 0; failures < 5; failures += 1)
      await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch(() => 0);
    made.answer = () => Promise.resolve();
    const update = made.engine.connections.update(made.id, { secrets: { token: 'newer-token-wxyz' } });
    await update;
    await expect(made.engine.run({ connection: made.id, operation: 'put', input: {} })).resolves.toBeDefined();
    expect(made.tokens.at(-1)).toBe('newer-token-wxyz');
  });

  it('has two changes made one after another, so that neither undoes the other', async () => {
    const made = await connected();
    await Promise.all([
      made.engine.connections.update(made.id, { config: { place: 'there' }, secrets: draft.secrets }),
      made.engine.connections.update(made.id, { secrets: { token: 'newer-token-wxyz' } }),
    ]);
    expect(made.engine.connections.get(made.id)).toMatchObject({ config: { place: 'there' }, secrets: { token: { hint: 'wxyz' } } });
  });
});

describe('metrics', () => {
  it('count what was run, and begin anew when they are reset', async () => {
    const made = await connected();
    const { engine, id } = made;
    await engine.run({ connection: id, operation: 'list', input: {} });
    made.answer = down;
    await engine.run({ connection: id, operation: 'put', input: {} }).catch(() => undefined);
    const { metrics } = await engine.health.metrics(id);
    expect(metrics.total).toMatchObject({ calls: 2 });
    expect(metrics.lastError).toMatchObject({ category: 'service_unavailable' });
    await engine.health.resetMetrics(id);
    expect((await engine.health.metrics(id)).metrics.total).toMatchObject({ calls: 0 });
  });
});
