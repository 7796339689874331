import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '@wiz/core';
import { createEngine, type Engine, type Logger } from '@wiz/engine';
import { contracts } from '@wiz/ipc-contract';
import { implementations } from './implementations.ts';
import { systemRandom } from './system-random.ts';
import { openWorkerStore, type WorkerStore } from './store/worker-store.ts';

export interface EngineHostOptions {
  readonly dataFolder: string;
  /** The script of the store's thread. */
  readonly storeScript: string;
  readonly trash: (path: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the store and the engine over it, and closes both. */
export interface EngineHost {
  /**
   * The engine, once it is ready. If it could not be made, each call tries anew: the disk may have room again.
   * @throws {IntegrationError} `storage_error` saying why it cannot be made now
   */
  engine(): Promise<Engine>;
  /** What the user should know of the latest opening. Settles when it is over. */
  notices(): Promise<readonly string[]>;
  /** Ends what runs, writes what waits, closes the database. Never rejects. */
  close(): Promise<void>;
}

interface Opening {
  readonly store: WorkerStore;
  readonly engine: Promise<Engine>;
}

/** Begins to open at once, so that it runs beside the window's loading. */
export function hostEngine({ dataFolder, storeScript, trash, clock, logger }: EngineHostOptions): EngineHost {
  const open = (): Opening => {
    const store = openWorkerStore({ script: storeScript, file: path.join(dataFolder, 'wiz.db'), logger });
    const engine = createEngine({
      contracts: { ...contracts },
      implementations,
      store: store.store,
      host: { trash },
      clock,
      random: systemRandom,
      newId: randomUUID,
      logger,
    });
    engine.catch((error: unknown) => {
      logger.error('engine_not_started', { error });
    });
    return { store, engine };
  };

  let opening = open();
  let closed = false;
  return {
    engine: async () => {
      const current = opening;
      try {
        return await current.engine;
      } catch (error) {
        // The first of the callers that find it broken starts the next attempt; this one hears the reason.
        if (opening === current && !closed) {
          await current.store.close();
          if (opening === current) opening = open();
        }
        throw error;
      }
    },
    notices: () => opening.store.opened,
    close: async () => {
      closed = true;
      await opening.engine
        .then((engine) => engine.dispose())
        .catch((error: unknown) => {
          logger.error('engine_not_closed', { error });
        });
      await opening.store.close();
    },
  };
}
