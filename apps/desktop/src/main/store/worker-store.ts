import { Worker } from 'node:worker_threads';
import { deserializeError, IntegrationError, systemClock, type Clock } from '@wiz/core';
import type { Logger, Store } from '@wiz/engine';
import type { RunDetail, RunId } from '@wiz/engine/types';
import type { StoreCallName, StoreCalls, StoreMessage } from './store-message.ts';

export interface WorkerStore {
  readonly store: Store;
  /** Sentences for the user about the opening; empty while it is under way. Never rejects. */
  readonly opened: Promise<readonly string[]>;
  /** Writes what waits, closes the database and ends the thread. Settles when the thread has ended. */
  close(): Promise<void>;
}

export interface WorkerStoreOptions {
  /** The worker's script. */
  readonly script: string;
  /** The database file. */
  readonly file: string;
  readonly logger: Logger;
  /** @default the computer's own */
  readonly clock?: Clock;
}

/**
 * So long, in milliseconds, runs that need not be durable wait to go to the thread together: a message for each, and one more
 * for its end, costs main more than all else that it does for the journal.
 */
const batchMs = 50;

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: IntegrationError) => void;
}

/**
 * The store, in a thread of its own. Calls made before the database is open wait for it.
 * If it cannot be opened, or the thread dies, every call is refused with a `storage_error` that says why:
 * nothing is acknowledged that would not be kept.
 */
export function openWorkerStore({ script, file, logger, clock = systemClock() }: WorkerStoreOptions): WorkerStore {
  const worker = new Worker(script, { workerData: { file } });
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let gone: IntegrationError | undefined;
  let settleOpened: (notices: readonly string[]) => void = () => undefined;
  const opened = new Promise<readonly string[]>((resolve) => {
    settleOpened = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      giveUp(new IntegrationError('storage_error', 'The data file was closed. Restart Project Wiz, then try again.'));
      resolve();
    });
  });

  const giveUp = (error: IntegrationError): void => {
    gone ??= error;
    settleOpened([gone.message]);
    for (const { reject } of pending.values()) reject(gone);
    pending.clear();
  };
  worker.on('error', (error: Error) => {
    logger.error('store_thread_died', { error });
    giveUp(
      new IntegrationError('storage_error', 'The part of Project Wiz that keeps your data has stopped. Restart Project Wiz.', {
        cause: error,
      }),
    );
  });
  worker.on('message', (message: StoreMessage) => {
    switch (message.type) {
      case 'opened':
        logger.info('store_opened', { tookMs: Math.round(message.tookMs), notices: message.notices.length });
        settleOpened(message.notices);
        return;
      case 'refused':
        // Who asked hears of it, and logs it.
        giveUp(deserializeError(message.error));
        return;
      case 'answer':
        pending.get(message.id)?.resolve(message.value as never);
        pending.delete(message.id);
        return;
      case 'failure':
        pending.get(message.id)?.reject(deserializeError(message.error));
        pending.delete(message.id);
        return;
      case 'log':
        logger.error(message.event, message.facts);
    }
  });

  const send = <Name extends StoreCallName>(name: Name, args: StoreCalls[Name]['args']): Promise<StoreCalls[Name]['answer']> =>
    new Promise((resolve, reject) => {
      if (gone !== undefined) {
        reject(gone);
        return;
      }
      const id = nextId++;
      worker.postMessage({ id, name, args });
      pending.set(id, { resolve, reject });
    });

  const batch = new Map<RunId, RunDetail>();
  let cancelTimer: (() => void) | undefined;
  const sendBatch = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (batch.size === 0) return;
    // It fails only with the thread itself, which was told of already.
    send('runs.keep', [[...batch.values()]]).catch(() => undefined);
    batch.clear();
  };
  const keep = (run: RunDetail): Promise<void> => {
    if (gone !== undefined) return Promise.reject(gone);
    batch.set(run.id, run);
    cancelTimer ??= clock.at(clock.now() + batchMs, sendBatch);
    return Promise.resolve();
  };

  /** What came earlier goes first, so that every answer knows of it. */
  const call = <Name extends StoreCallName>(name: Name, ...args: StoreCalls[Name]['args']): Promise<StoreCalls[Name]['answer']> => {
    sendBatch();
    return send(name, args);
  };

  return {
    opened,
    store: {
      connections: {
        all: () => call('connections.all'),
        put: (connection, sealed) => call('connections.put', connection, sealed),
        sealed: (id) => call('connections.sealed', id),
        remove: (id) => call('connections.remove', id),
      },
      runs: {
        put: (run, durable) => (durable ? call('runs.put', run, true) : keep(run)),
        get: (id) => call('runs.get', id),
        list: (query) => call('runs.list', query),
        interrupt: (effects, error) => call('runs.interrupt', effects, error),
        clear: () => call('runs.clear'),
      },
      governors: {
        load: (id) => call('governors.load', id),
        save: (id, state) => call('governors.save', id, state),
      },
    },
    close: async () => {
      if (gone === undefined) await call('close').catch(() => undefined);
      await ended;
    },
  };
}
