// The engine in plain Node as `call.ts` measures it: the application's own parts, but the limiter's budget is lifted.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { github } from '@wiz/contract-github';
import { systemClock } from '@wiz/core';
import { createEngine, type Engine, type Logger, type Store } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import type { ConnectionId } from '@wiz/engine/types';
import { integration } from '@wiz/integration-github';
import { standInToken } from '@wiz/integration-github/testing';
import type { HttpTransport } from '@wiz/integration-kit/main';
import { openWorkerStore, type WorkerStore } from '../src/main/store/worker-store.ts';

/** The one thing that is not as in the application. Rows that rest on it say so. */
export const unlimitedGithub = { ...github, budget: null };
/** What those rows say. */
export const lifted = 'budget lifted';

export const repository = 'octocat/Hello-World';

export interface Connected {
  readonly engine: Engine;
  readonly connection: ConnectionId;
  /** One governed read of one issue; another number each time, so that no kept answer is given. */
  readonly read: () => Promise<unknown>;
}

/** An engine over this store with one account of GitHub at this address. */
export async function connectGithub(store: Store, transportFor: () => HttpTransport, baseUrl: string): Promise<Connected> {
  const engine = await createEngine({
    contracts: { github: unlimitedGithub },
    implementations: { github: () => Promise.resolve(integration) },
    store,
    vault: new MemoryVault(),
    host: { trash: () => Promise.reject(new Error('nothing is deleted here')), userAgent: 'ProjectWiz/bench' },
    transportFor,
    clock: systemClock(),
    random: Math.random,
    newId: randomUUID,
    logger: complaints(),
  });
  const { id } = await engine.connections.add({ integration: 'github', config: { baseUrl }, secrets: { token: standInToken } });
  let number = 0;
  const read = (): Promise<unknown> => {
    number += 1;
    return engine.run({ connection: id, operation: 'getIssue', input: { repository, number } });
  };
  return { engine, connection: id, read };
}

/** A store that keeps connections in memory and no runs: what stands above it costs what it costs, and nothing is written. */
export function storeWithoutJournal(): Store {
  const { connections, governors, runs } = new MemoryStore();
  return { connections, governors, runs: { ...runs, put: () => Promise.resolve() } };
}

/** The application's own store, in its thread. */
export function storeOnDisk(folder: string, logger: Logger = complaints()): WorkerStore {
  const script = path.join(import.meta.dirname, '..', 'src', 'main', 'store', 'store-worker.ts');
  return openWorkerStore({ script, file: path.join(folder, 'wiz.db'), logger });
}

/** Says what goes wrong, and nothing else. */
function complaints(): Logger {
  return {
    info: () => undefined,
    error: (event, facts) => {
      console.error(event, facts);
    },
  };
}
