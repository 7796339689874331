import { parentPort, workerData } from 'node:worker_threads';
import { serializeError, systemClock, toIntegrationError } from '@wiz/core';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { StoreHost } from './store-host.ts';
import type { StoreCallName, StoreMessage, StoreRequest } from './store-message.ts';

// The thread that owns the database: libsql is synchronous, and waiting for a disk must not stop the windows.
const port = parentPort;
if (port === null) throw new Error('store-worker runs as a worker thread only');

const post = (message: StoreMessage): void => {
  port.postMessage(message);
};
const { file } = workerData as { readonly file: string };
const clock = systemClock();

try {
  const startedAt = clock.now();
  const stamp = new Date(clock.wallNow()).toISOString().replaceAll(/[:.]/g, '-');
  const { database, notices } = openDatabase(file, migrations, stamp);
  const host = new StoreHost({
    database,
    clock,
    log: (event, facts) => {
      post({ type: 'log', event, facts });
    },
  });
  port.on('message', ({ id, name, args }: StoreRequest) => {
    try {
      // The request's type pairs each name with its arguments; TypeScript cannot follow that through the look-up.
      const handler = host.handlers[name] as (...args: StoreRequest['args']) => unknown;
      post({ type: 'answer', id, value: handler(...args) });
    } catch (error) {
      post({ type: 'failure', id, error: serializeError(toIntegrationError(error)) });
    }
    if (isLast(name)) port.close();
  });
  post({ type: 'opened', notices, tookMs: clock.now() - startedAt });
  host.prune();
} catch (error) {
  post({ type: 'refused', error: serializeError(toIntegrationError(error)) });
  port.close();
}

function isLast(name: StoreCallName): boolean {
  return name === 'close';
}
