import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { toIntegrationError, type Clock } from '@wiz/core';
import { createEngine, type Engine, type EngineOptions, type Logger, type Programs } from '@wiz/engine';
import type { ConnectionId } from '@wiz/engine/types';
import { catalogue } from '@wiz/ipc-contract';
import { logHealth } from './diagnostics/log-health.ts';
import { implementations } from './implementations.ts';
import { systemRandom } from './system-random.ts';
import { openWorkerStore, type WorkerStore } from './store/worker-store.ts';

export interface EngineHostOptions {
  readonly dataFolder: string;
  /** The script of the store's thread. */
  readonly storeScript: string;
  readonly host: EngineOptions['host'];
  readonly vault: EngineOptions['vault'];
  readonly programs: Programs;
  readonly transportFor: EngineOptions['transportFor'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Given every engine that is made, before anything runs on it. */
  readonly onEngine?: (engine: Engine) => void;
}

/** Opens the store and the engine over it, and closes both. */
export interface EngineHost {
  /**
   * The engine, once it is ready. If it could not be made, a later call tries anew: the disk may have room again.
   * @throws {IntegrationError} `storage_error` saying why it cannot be made now
   */
  engine(): Promise<Engine>;
  /** What the user should know of the latest opening. Settles when it is over. */
  notices(): Promise<readonly string[]>;
  /** What is kept of a connection's limiter and breaker; undefined when there is nothing. */
  governor(id: ConnectionId): Promise<unknown>;
  /** Ends what runs, writes what waits, closes the database. Never rejects. */
  close(): Promise<void>;
}

/** The least time between two attempts to open, in milliseconds: the window asks again by itself, and must not keep the disk busy. */
export const retryPauseMs = 2000;

interface Opening {
  readonly store: Promise<WorkerStore>;
  readonly engine: Promise<Engine>;
  /** By the clock's `now`. */
  readonly begunAt: number;
  failed: boolean;
}

/** The longest that closing waits for work that was given up to end, in milliseconds: it should within a second, and then leaves nothing half done. */
const workEndsMs = 1500;

/** Begins to open at once, so that it runs beside the window's loading. */
export function hostEngine(options: EngineHostOptions): EngineHost {
  const { dataFolder, storeScript, host, vault, programs, transportFor, clock, logger, onEngine } = options;
  const file = path.join(dataFolder, 'wiz.db');
  let lastFault = '';

  const open = (after: Promise<void>): Opening => {
    const store = after.then(() => openWorkerStore({ script: storeScript, file, logger }));
    const engine = store.then(async (opened) => {
      const created = await createEngine({
        contracts: catalogue,
        implementations,
        store: opened.store,
        host,
        vault,
        programs,
        transportFor,
        clock,
        random: systemRandom,
        newId: randomUUID,
        logger,
      });
      logHealth(created, logger);
      onEngine?.(created);
      return created;
    });
    const begun: Opening = { store, engine, begunAt: clock.now(), failed: false };
    engine.catch((error: unknown) => {
      begun.failed = true;
      const { message } = toIntegrationError(error);
      if (message !== lastFault) logger.error('engine_not_started', { error });
      lastFault = message;
    });
    return begun;
  };

  let opening = open(Promise.resolve());
  let closed = false;
  return {
    engine: () => {
      const { failed, begunAt, store } = opening;
      if (failed && !closed && clock.now() - begunAt >= retryPauseMs) opening = open(store.then((opened) => opened.close()));
      return opening.engine;
    },
    notices: async () => (await opening.store).opened,
    governor: async (id) => (await opening.store).store.governors.load(id),
    close: async () => {
      closed = true;
      const { engine, store } = opening;
      // One that never started has nothing to dispose of, and has said why.
      const started = await engine.catch(() => undefined);
      await started?.dispose().catch((error: unknown) => {
        logger.error('engine_not_closed', { error });
      });
      const limit = new AbortController();
      await Promise.race([started?.idle(), clock.sleep(workEndsMs, limit.signal).catch(() => undefined)]);
      limit.abort();
      await (await store).close();
    },
  };
}
