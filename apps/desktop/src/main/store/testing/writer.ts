// A process of its own that writes runs durably and prints each id once it is acknowledged, until it is killed.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openWorkerStore } from '../worker-store.ts';
import { aRun } from './samples.ts';

const [file = '', prefix = ''] = process.argv.slice(2);
const silent = { info: () => undefined, error: () => undefined };
const { store } = openWorkerStore({ script: fileURLToPath(new URL('../store-worker.ts', import.meta.url)), file, logger: silent });
for (let n = 0; ; n++) {
  const id = `${prefix}-${String(n)}`;
  await store.runs.put(aRun(id, { input: { padding: 'x'.repeat(n % 3000) } }), true);
  process.stdout.write(`${id}\n`);
}
