import { defineContract, field, read, secret, type AnyContract, type Migration } from '@wiz/integration-kit/contract';
import { implement } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { createEngine, type Engine } from './engine.ts';
import { MemoryStore, MemoryVault } from './testing/index.ts';
import { ConnectionId, RunId, type ConnectionView, type EngineEvent } from './types/index.ts';

const shape = {
  id: 'attic',
  name: 'Attic',
  kind: 'service',
  owner: '@wiz/attic',
  about: 'An attic.',
  docs: 'https://example.com',
  secrets: z.object({ token: secret({ label: 'Token' }).optional() }),
} as const;
const look = read({ title: 'Look', summary: 'Looks.', input: z.object({ place: z.string() }), output: z.object({}) });

/** The first version: an address is called `server`. */
const first = defineContract({
  ...shape,
  config: z.object({ server: z.string() }),
  page: samplePage,
  operations: { see: read({ title: 'See', summary: 'Sees.', input: z.object({ at: z.string() }), output: z.object({}) }) },
});

/** The second one: it is called `host`, and only letters will do. */
const secondAt = (version: string, migrations: readonly Migration[]) =>
  defineContract({
    ...shape,
    config: z.object({ host: z.string().regex(/^[a-z]+$/) }),
    page: { ...samplePage, version },
    operations: { look },
    migrations,
  });
const steps: readonly Migration[] = [
  { from: 1, config: ({ server }) => ({ host: server }), renamed: { see: 'look' }, inputs: { see: ({ at }) => ({ place: at }) } },
];
const second = secondAt('2.0.0', steps);

interface World {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly events: EngineEvent[];
  readonly errors: string[];
}

/** An application with this contract, over what an earlier one has left. */
async function application(contract: AnyContract, store: MemoryStore): Promise<World> {
  const integration = implement(contract, {
    connect: ({ config }) => config,
    verify: ({ client }) => Promise.resolve({ account: JSON.stringify(client), label: 'Attic' }),
    handlers: Object.fromEntries(Object.keys(contract.operations).map((name) => [name, () => Promise.resolve({})])),
    previews: {},
  });
  let ids = 0;
  const errors: string[] = [];
  const engine = await createEngine({
    contracts: { attic: contract },
    implementations: { attic: () => Promise.resolve(integration) },
    store,
    vault: new MemoryVault(),
    host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
    transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
    clock: new ManualClock(),
    random: () => 0.5,
    newId: () => `id${String((ids += 1))}-${contract.page.version}`,
    logger: { info: () => undefined, error: (event) => errors.push(event) },
  });
  onTestFinished(() => engine.dispose());
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  return { engine, store, events, errors };
}

/** What the first version leaves: a connection, and a run of it in the journal. */
async function leftByFirst(server: string): Promise<{ store: MemoryStore; id: ConnectionId; run: RunId }> {
  const store = new MemoryStore();
  const { engine } = await application(first, store);
  const { id } = await engine.connections.add({ integration: 'attic', config: { server } });
  const { runId } = await engine.run({ connection: id, operation: 'see', input: { at: 'the window' } });
  await engine.dispose();
  return { store, id, run: runId };
}

const attention = async ({ engine }: World): Promise<string | null | undefined> => (await engine.health.states())[0]?.attention;
const savedView = (store: MemoryStore, id: ConnectionId): ConnectionView | undefined => store.saved.get(id);

describe('settings that an earlier version has saved', () => {
  it('carry the version that they were saved under', async () => {
    const { store, id, run } = await leftByFirst('abc');
    expect(savedView(store, id)?.contractVersion).toBe('1.0.0');
    expect(store.rows.get(run)?.contractVersion).toBe('1.0.0');
  });

  it('are lifted, saved so, and used', async () => {
    const { store, id } = await leftByFirst('abc');
    const world = await application(second, store);
    expect(savedView(store, id)).toMatchObject({ config: { host: 'abc' }, contractVersion: '2.0.0' });
    expect(world.engine.connections.get(id)).toEqual(savedView(store, id));
    await expect(world.engine.run({ connection: id, operation: 'look', input: { place: 'there' } })).resolves.toMatchObject({ data: {} });
    expect(await attention(world)).toBeNull();
    expect(world.errors).toEqual([]);
  });

  it('are not written again where they are of this version', async () => {
    const { store } = await leftByFirst('abc');
    const put = vi.spyOn(store.connections, 'put');
    await application(first, store);
    expect(put).not.toHaveBeenCalled();
  });

  it('are used lifted when they cannot be saved so now, and saved at a later start', async () => {
    const { store, id } = await leftByFirst('abc');
    store.failing = new Error('disk full');
    const world = await application(second, store);
    expect(await attention(world)).toBeNull();
    expect(savedView(store, id)).toMatchObject({ config: { server: 'abc' }, contractVersion: '1.0.0' });
    expect(world.errors).toContain('settings of another version could not be lifted');
    store.failing = undefined;
    await expect(world.engine.run({ connection: id, operation: 'look', input: { place: 'there' } })).resolves.toMatchObject({ data: {} });
    await application(second, store);
    expect(savedView(store, id)).toMatchObject({ config: { host: 'abc' }, contractVersion: '2.0.0' });
  });
});

describe.each([
  ['do not fit when they are lifted', steps],
  [
    'make their migration fail',
    [
      {
        from: 1,
        config: () => {
          throw new Error('It cannot.');
        },
      },
    ] satisfies Migration[],
  ],
])('settings that %s', (_what, migrations) => {
  const stuck = async () => {
    const left = await leftByFirst('123');
    return { ...left, world: await application(secondAt('2.0.0', migrations), left.store) };
  };

  it('stay as they are, and say what to do', async () => {
    const { store, id, world } = await stuck();
    expect(savedView(store, id)).toMatchObject({ config: { server: '123' }, contractVersion: '1.0.0' });
    expect(world.engine.connections.list()).toHaveLength(1);
    expect(await attention(world)).toMatch(/do not fit this one\. They were kept as they are\. Change its settings to use it again\.$/);
    await expect(world.engine.run({ connection: id, operation: 'look', input: { place: 'x' } })).rejects.toMatchObject({
      category: 'configuration_error',
      code: 'saved_settings',
      outcome: 'none',
    });
  });

  it('may be renamed and are stuck still; filled in anew they are of this version', async () => {
    const { store, id, world } = await stuck();
    await world.engine.connections.update(id, { label: 'Mine' });
    expect(savedView(store, id)).toMatchObject({ label: 'Mine', config: { server: '123' }, contractVersion: '1.0.0' });
    await expect(world.engine.connections.update(id, { secrets: { token: 'a-token-1' } })).rejects.toMatchObject({
      code: 'saved_settings',
    });
    await world.engine.connections.update(id, { config: { host: 'abc' } });
    expect(savedView(store, id)).toMatchObject({ label: 'Mine', config: { host: 'abc' }, contractVersion: '2.0.0' });
    expect(await attention(world)).toBeNull();
  });
});

describe('settings that a newer version has saved', () => {
  const goneBack = async () => {
    const store = new MemoryStore();
    const newer = await application(secondAt('2.1.0', steps), store);
    const { id } = await newer.engine.connections.add({ integration: 'attic', config: { host: 'abc' } });
    const { runId } = await newer.engine.run({ connection: id, operation: 'look', input: { place: 'there' } });
    await newer.engine.dispose();
    return { id, runId, store, before: savedView(store, id), world: await application(second, store) };
  };

  it('are left as they are, and refused with a sentence, whatever is asked of them', async () => {
    const { id, store, before, world } = await goneBack();
    const newer = /was saved by a newer version of Project Wiz.*Install the newer version to use it\.$/;
    expect(await attention(world)).toMatch(newer);
    await expect(world.engine.run({ connection: id, operation: 'look', input: { place: 'x' } })).rejects.toThrow(newer);
    await expect(world.engine.connections.update(id, { config: { host: 'xyz' } })).rejects.toThrow(newer);
    expect(savedView(store, id)).toEqual(before);
  });

  it('may be removed', async () => {
    const { id, store, world } = await goneBack();
    await world.engine.connections.remove(id);
    expect(store.saved.size).toBe(0);
  });

  it('offer the input of a run as it is', async () => {
    const { runId, world } = await goneBack();
    expect(await world.engine.runs.again(runId)).toEqual({ operation: 'look', input: { place: 'there' } });
  });
});

it('a version that is none counts as one that does not fit', async () => {
  const { store, id } = await leftByFirst('abc');
  const row = savedView(store, id);
  if (row !== undefined) store.saved.set(id, { ...row, contractVersion: 'next' });
  expect(await attention(await application(second, store))).toMatch(/do not fit this one/);
});

describe('a run of an earlier version', () => {
  it('is asked for without what the journal does not keep whole, and without what the operation does not take', async () => {
    const { store, run } = await leftByFirst('abc');
    const kept = store.rows.get(run);
    const input = { at: 'x', text: 'not kept (5 characters)', note: `${'n'.repeat(1000)}…`, more: 1 };
    if (kept !== undefined) store.rows.set(run, { ...kept, operation: 'look', input: { place: 'there', ...input } });
    const text = field(z.string(), { label: 'Text', journal: 'omit' });
    const wide = { ...look, input: z.object({ place: z.string(), note: z.string(), text }) };
    const { engine } = await application({ ...first, operations: { look: wide } }, store);
    expect(await engine.runs.again(run)).toEqual({ operation: 'look', input: { place: 'there' } });
  });

  it('is asked for again as it would be today', async () => {
    const { store, run } = await leftByFirst('abc');
    const { engine } = await application(second, store);
    expect(await engine.runs.again(run)).toEqual({ operation: 'look', input: { place: 'the window' } });
  });

  it.each([
    ['has no operation any more', [{ from: 1, config: ({ server }) => ({ host: server }) }], 'not_found'],
    ['has an input without a meaning', [{ from: 1, renamed: { see: 'look' }, inputs: { see: () => undefined } }], 'not_found'],
    [
      'makes its migration fail',
      [
        {
          from: 1,
          inputs: {
            see: () => {
              throw new Error('It cannot.');
            },
          },
        },
      ],
      'validation_error',
    ],
  ] as readonly (readonly [string, readonly Migration[], string])[])(
    'is refused with a sentence when it %s',
    async (_what, migrations, category) => {
      const { store, run } = await leftByFirst('abc');
      const { engine } = await application(secondAt('2.0.0', migrations), store);
      await expect(engine.runs.again(run)).rejects.toMatchObject({ category, message: expect.stringMatching(/Choose/) as string });
    },
  );

  it('is refused when it is not in the journal', async () => {
    const { engine } = await application(second, new MemoryStore());
    await expect(engine.runs.again(RunId.parse('r'))).rejects.toMatchObject({ category: 'not_found' });
  });
});
