// A program of its own with an engine and the guards of the application's main process. An integration in it tries to end the
// process in every way, and then holds it up. What became of each try is one line of the output; the log is written to
// the file that it is given. At the end it gives the guards back, and ends by `process.exit` with 7.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import os from 'node:os';
import process from 'node:process';
import { systemClock, toIntegrationError } from '@wiz/core';
import { createEngine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import { defineContract, read, write } from '@wiz/integration-kit/contract';
import { implement } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';
import { fileLogger, type AppLogger } from '../../log/file-logger.ts';
import { refuseExit } from '../refuse-exit.ts';
import { RunsUnderWay } from '../runs-under-way.ts';
import { watchMain } from '../watch-main.ts';

const how = z.enum(['exit', 'reallyExit', 'abort', 'kill', 'later', 'loop', 'well']);
type How = z.infer<typeof how>;

const contract = defineContract({
  ...{ id: 'rogue', name: 'Rogue', kind: 'service', owner: '@wiz/rogue', about: 'A rogue.', docs: 'https://example.com' },
  ...{ config: z.object({ place: z.string() }), secrets: z.object({}), budget: null, page: samplePage },
  operations: {
    look: read({ title: 'Look', summary: 'Looks.', input: z.object({ how }), output: z.object({}), done: 'Seen.' }),
    put: write({ title: 'Put', summary: 'Puts.', input: z.object({ how }), output: z.object({}) }),
  },
});

const clock = systemClock();
const files = fileLogger({ file: process.argv[2] ?? '', home: os.homedir(), now: () => clock.wallNow() });
let onBlocked: () => void = () => undefined;
const logger: AppLogger = {
  info: (event, facts) => {
    files.info(event, facts);
  },
  error: (event, facts) => {
    files.error(event, facts);
    if (event === 'main_blocked') onBlocked();
  },
};

process.on('uncaughtException', (error) => {
  logger.error('uncaught_exception', { error });
});
// As some libraries do it, whoever else listens.
process.on('uncaughtException', () => {
  process.exit(1);
});
const allowExit = refuseExit(process, logger);

/** Six seconds on a processor, and not one turn of the event loop. */
const loopMs = 6000;

const behave = async (way: How): Promise<Record<string, never>> => {
  switch (way) {
    case 'exit':
      return process.exit(1);
    case 'reallyExit':
      Reflect.apply(Reflect.get(process, 'reallyExit') as (code: number) => never, process, [1]);
      break;
    case 'abort':
      return process.abort();
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      break;
    case 'later': {
      const caught = once(process, 'uncaughtException');
      setImmediate(() => process.exit(1));
      await caught;
      break;
    }
    case 'loop':
      for (const end = performance.now() + loopMs; performance.now() < end;);
      break;
    case 'well':
  }
  return {};
};

const engine = await createEngine({
  contracts: { rogue: contract },
  implementations: {
    rogue: async () =>
      implement(contract, {
        connect: ({ config: { place } }) => ({ place }),
        verify: async ({ client }) => ({ account: client.place, label: client.place }),
        handlers: { look: ({ how: way }) => behave(way), put: ({ how: way }) => behave(way) },
        previews: {},
      }),
  },
  ...{ store: new MemoryStore(), vault: new MemoryVault() },
  host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
  transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
  ...{ clock, random: () => 0.5, newId: randomUUID, logger: files.port },
});
const runs = new RunsUnderWay();
runs.follow(engine);
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const endWatch = watchMain({ clock, cpuMs, runs: () => runs.take(), logger });
const rogue = await engine.connections.add({ integration: 'rogue', config: { place: 'Hall' } });
const other = await engine.connections.add({ integration: 'rogue', config: { place: 'Attic' } });

const attempt = async (operation: 'look' | 'put', way: How): Promise<void> => {
  const end = await engine.run({ connection: rogue.id, operation, input: { how: way } }).then(
    () => ({ state: 'succeeded' }),
    (error: unknown) => {
      const { category, outcome, integration, operation: told } = toIntegrationError(error);
      return { state: 'failed', category, outcome, integration, operation: told };
    },
  );
  await engine.run({ connection: other.id, operation: 'look', input: { how: 'well' } });
  process.stdout.write(`${JSON.stringify({ way, ...end })}\n`);
};

for (const way of ['exit', 'reallyExit', 'abort', 'kill'] as const) await attempt('look', way);
await attempt('put', 'exit');
await attempt('look', 'later');
const blocked = new Promise<void>((resolve) => (onBlocked = resolve));
await attempt('look', 'loop');
await blocked;

await engine.dispose();
endWatch();
await files.flush();
allowExit();
process.stdout.write('released\n', () => process.exit(7));
