import { IntegrationError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { cursor, defineContract, page, read, secret, write, type Secret } from '@wiz/integration-kit/contract';
import { implement, type HandlerContext, type Setup } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createEngine, type Engine } from '../engine.ts';
import type { ConnectionId, EngineEvent } from '../types/index.ts';
import { MemoryStore } from './memory-store.ts';
import { MemoryVault } from './memory-vault.ts';

/** A remote system with a token, a budget, a probe and a cache, that a test answers for. */
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

export interface DeskWorld {
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

export interface DeskOptions {
  readonly store?: MemoryStore | undefined;
  readonly vault?: MemoryVault | undefined;
  readonly random?: () => number;
}

/** An engine over it, disposed of when the test ends. */
export async function deskWorld({
  store = new MemoryStore(),
  vault = new MemoryVault(),
  random = () => 0.5,
}: DeskOptions = {}): Promise<DeskWorld> {
  const clock = new ManualClock();
  const state: Omit<DeskWorld, 'engine'> = {
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
    connect: ({ config: { place }, secrets }: Setup<{ place: string }, { token: Secret }>) => {
      made.tokens.push(secrets.token.reveal());
      return { place, token: secrets.token.reveal() };
    },
    verify: ({ client: { place, token } }) => {
      if (token === 'wrong-token') throw new IntegrationError('authentication_error', 'The desk does not accept this token.');
      return Promise.resolve({ account: `me, ${place}`, label: 'My desk' });
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
    random,
    newId: () => `id${String(Math.random()).slice(2)}-${String((ids += 1))}`,
    logger: { info: () => undefined, error: () => undefined },
  });
  onTestFinished(() => engine.dispose());
  engine.subscribe((event) => state.events.push(event));
  const made: DeskWorld = Object.assign(state, { engine });
  return made;
}

export const draft = { integration: 'desk', config: { place: 'here' }, secrets: { token: 'good-token-abcd' } };

/** The same with one connection. */
export async function connectedDesk(options?: DeskOptions): Promise<DeskWorld & { readonly id: ConnectionId }> {
  const made = await deskWorld(options);
  const { id } = await made.engine.connections.add(draft);
  return Object.assign(made, { id });
}

export const down = (): Promise<void> => Promise.reject(new IntegrationError('service_unavailable', 'The desk is down.'));
