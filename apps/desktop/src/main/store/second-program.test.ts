import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aConnection } from './testing/samples.ts';
import { openWorkerStore, type WorkerStore } from './worker-store.ts';

const script = fileURLToPath(new URL('./store-worker.ts', import.meta.url));
const holder = fileURLToPath(new URL('./testing/holder.ts', import.meta.url));
const silent = { info: () => undefined, error: () => undefined };
const sentence = 'Another program is using the data file. Close it there, then try again.';

let folder: string;
let file: string;
const releases: (() => Promise<void>)[] = [];
const stores: WorkerStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-second-'));
  file = path.join(folder, 'wiz.db');
});
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
  await Promise.all(stores.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

function start(): WorkerStore {
  const opened = openWorkerStore({ script, file, logger: silent });
  stores.push(opened);
  return opened;
}

/** Lets another process hold the file: against writing, or alone, so that nobody can even read it. Answers how it is let go. */
async function held(how: 'writing' | 'alone'): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [holder, file, how], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const release = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  releases.push(release);
  await once(child.stdout, 'data');
  return release;
}

describe('a data file that another program holds', () => {
  it(
    'against writing takes no change, says why, and takes it once it is let go; all that was kept is there',
    { timeout: 60_000 },
    async () => {
      const { store } = start();
      await store.connections.put(aConnection('before'));
      const release = await held('writing');
      await expect(store.connections.put(aConnection('refused'))).rejects.toMatchObject({
        ...{ category: 'storage_error', code: 'SQLITE_BUSY', message: sentence, retryable: true },
      });
      expect((await store.connections.all()).map(({ id }) => id)).toEqual(['before']);
      await release();
      await store.connections.put(aConnection('after'));
      expect((await store.connections.all()).map(({ id }) => id).sort()).toEqual(['after', 'before']);
    },
  );

  it(
    'alone is not opened, not set aside and not begun anew; once it is let go all that was kept is there',
    { timeout: 60_000 },
    async () => {
      const before = start();
      await before.store.connections.put(aConnection('before'));
      await before.close();
      const release = await held('alone');
      const refused = start();
      expect(await refused.opened).toEqual([sentence]);
      await expect(refused.store.connections.put(aConnection('refused'))).rejects.toMatchObject({
        category: 'storage_error',
        message: sentence,
      });
      await refused.close();
      await release();
      expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
      const { store, opened } = start();
      expect(await opened).toEqual([]);
      expect((await store.connections.all()).map(({ id }) => id)).toEqual(['before']);
    },
  );
});
