import { IntegrationError } from '@wiz/core';
import { ManualClock, settle } from '@wiz/core/testing';
import { defineContract, destructive, field, read, write } from '@wiz/integration-kit/contract';
import { implement, type HandlerContext } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createEngine, type Engine } from '../engine.ts';
import type { ConnectionId, EngineEvent, RunDetail } from '../types/index.ts';
import { MemoryStore } from './memory-store.ts';
import { MemoryVault } from './memory-vault.ts';

/** An integration that a test answers for: it reads, writes, burns and streams, and nothing governs it but the defaults. */
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

export interface ShelfWorld {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly events: EngineEvent[];
  /** Errors that were logged. */
  readonly logged: { readonly event: string; readonly facts: Readonly<Record<string, unknown>> | undefined }[];
  look: (signal: AbortSignal) => Promise<{ seen: number }>;
  put: (signal: AbortSignal) => Promise<{ id: number }>;
  tail: (context: HandlerContext<unknown, string[]>) => Promise<{ lines: number }>;
  fingerprint: string;
  burnt: number[];
  disconnected: number;
  /** What each client was told of the saved account. */
  accounts: (string | undefined)[];
  /** The correlation id of every trial. */
  trials: string[];
  /** Makes every disconnect fail. */
  stuck: boolean;
  /** What every proof of a connection does first, a probe of its health too. */
  proving: () => Promise<unknown>;
  /** What every preview does first. */
  looking: (signal: AbortSignal) => Promise<unknown>;
}

/** An engine over it, disposed of when the test ends. */
export async function shelfWorld(store = new MemoryStore()): Promise<ShelfWorld> {
  const clock = new ManualClock();
  const state: Omit<ShelfWorld, 'engine' | 'store' | 'clock' | 'events' | 'logged'> = {
    look: () => Promise.resolve({ seen: 1200 }),
    put: () => Promise.resolve({ id: 1 }),
    tail: () => Promise.resolve({ lines: 0 }),
    fingerprint: 'a',
    burnt: [],
    disconnected: 0,
    accounts: [],
    trials: [],
    stuck: false,
    proving: () => Promise.resolve(),
    looking: () => Promise.resolve(),
  };
  const integration = implement(contract, {
    connect: ({ config: { place }, account }) => {
      made.accounts.push(account);
      return { place };
    },
    verify: async ({ client, correlationId }) => {
      made.trials.push(correlationId);
      await made.proving();
      if (client.place === 'fault') throw new TypeError('This is wrong in the code.');
      if (client.place === 'nowhere') throw new IntegrationError('not_found', 'There is no such place.');
      return { account: client.place.toLowerCase(), label: client.place };
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
      burn: async ({ id }, { signal }) => {
        await made.looking(signal);
        return { summary: `Burns ${String(id)}.`, details: ['All of it.'], fingerprint: made.fingerprint };
      },
    },
  });
  let ids = 0;
  const logged: ShelfWorld['logged'] = [];
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
    logger: { info: () => undefined, error: (event, facts) => void logged.push({ event, facts }) },
  });
  onTestFinished(() => engine.dispose());
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  const made: ShelfWorld = Object.assign(state, { engine, store, clock, events, logged });
  return made;
}

/** The same with one connection. */
export async function connectedShelf(store?: MemoryStore): Promise<ShelfWorld & { readonly id: ConnectionId }> {
  const made = await shelfWorld(store);
  const { id } = await made.engine.connections.add({ integration: 'shelf', config: { place: 'Hall' } });
  return Object.assign(made, { id });
}

/** No call has left a timer: once the feed and the saving of limits are through, only the health monitor waits. */
export async function onlyTheMonitorWaits({ clock }: ShelfWorld): Promise<void> {
  await clock.advance(10_000);
  await settle();
  expect(clock.pending).toBe(1);
}

/** The newest row of the journal. */
export const lastRun = ({ store }: ShelfWorld): RunDetail | undefined => store.writes.at(-1)?.run;
