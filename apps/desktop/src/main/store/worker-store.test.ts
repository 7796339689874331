import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ManualClock } from '@wiz/core/testing';
import { RunId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { aConnection, aRun } from './testing/samples.ts';
import { openWorkerStore, type WorkerStore } from './worker-store.ts';

const script = fileURLToPath(new URL('./store-worker.ts', import.meta.url));
const writer = fileURLToPath(new URL('./testing/writer.ts', import.meta.url));
const silent = { info: () => undefined, error: () => undefined };

let folder: string;
let file: string;
const opened: WorkerStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-worker-'));
  file = path.join(folder, 'wiz.db');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

function start(clock = new ManualClock()): WorkerStore {
  const store = openWorkerStore({ script, file, logger: silent, clock });
  opened.push(store);
  return store;
}

describe('the store in its thread', () => {
  it('answers calls that were made before it was open, in their order', async () => {
    const { store } = start();
    const connection = aConnection('a');
    const answers = await Promise.all([
      store.connections.put(connection),
      store.connections.all(),
      store.runs.put(aRun('r'), true),
      store.runs.list({}),
    ]);
    expect(answers[1]).toEqual([connection]);
    expect(answers[3].items.map(({ id }) => id)).toEqual(['r']);
  });

  it('keeps what was not yet durable when it is closed in order', async () => {
    const first = start();
    await first.store.runs.put(aRun('r'), false);
    await first.close();
    const second = start();
    expect((await second.store.runs.get(RunId.parse('r')))?.id).toBe('r');
  });

  it('gets runs that need not be durable together and once each, within 50 ms', async () => {
    const clock = new ManualClock();
    const { store } = start(clock);
    const sent = vi.spyOn(Worker.prototype, 'postMessage');
    await store.runs.put(aRun('a', { state: 'running' }), false);
    await clock.advance(49);
    await store.runs.put(aRun('b'), false);
    await store.runs.put(aRun('a', { state: 'succeeded' }), false);
    expect(sent).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(sent.mock.calls.map(([message]: unknown[]) => message)).toEqual([
      expect.objectContaining({ name: 'runs.keep', args: [[aRun('a', { state: 'succeeded' }), aRun('b')]] }),
    ]);
    expect(clock.pending).toBe(0);
  });

  it('answers with what came before, also when that had not been handed over yet', async () => {
    const clock = new ManualClock();
    const { store } = start(clock);
    await store.runs.put(aRun('a'), false);
    expect((await store.runs.get(RunId.parse('a')))?.id).toBe('a');
    expect(clock.pending).toBe(0);
  });

  it('hands errors over with their category', async () => {
    const { store } = start();
    await expect(store.runs.list({ limit: 1000 })).rejects.toMatchObject({ category: 'validation_error' });
  });

  it('refuses every call with the reason when the file cannot be opened, and still closes', async () => {
    writeFileSync(path.join(folder, 'blocked'), '');
    file = path.join(folder, 'blocked', 'wiz.db');
    const refused = start();
    const [notice] = await refused.opened;
    expect(notice).toContain('data folder');
    await expect(refused.store.connections.all()).rejects.toMatchObject({ category: 'storage_error', message: notice });
    for (const durable of [true, false])
      await expect(refused.store.runs.put(aRun('r'), durable)).rejects.toMatchObject({ category: 'storage_error' });
  });

  it('refuses calls after it was closed instead of leaving them waiting', async () => {
    const closed = start();
    await closed.close();
    await expect(closed.store.connections.all()).rejects.toMatchObject({ category: 'storage_error' });
  });
});

describe('a process killed at any moment', () => {
  const rounds = Number(process.env['WIZ_REPEAT'] ?? 5);

  it(
    'has lost nothing that it had acknowledged, and its file opens without a complaint',
    { timeout: 20_000 + rounds * 5_000 },
    async () => {
      const acknowledged: string[] = [];
      for (let round = 0; round < rounds; round++) {
        const child = spawn(process.execPath, [writer, file, `k${String(round)}`], { stdio: ['ignore', 'pipe', 'inherit'] });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          // Some commits in, at a moment that differs from round to round.
          if (output.length > 300 + round * 177) child.kill('SIGKILL');
        });
        await once(child, 'close');
        // The last line may be cut off; it was acknowledged only if it is whole.
        acknowledged.push(...output.split('\n').slice(0, -1));
        const { database, notices } = openDatabase(file, migrations, 'test');
        const kept = new Set(database.all('SELECT id FROM runs').map((row) => (row as { id: unknown }).id));
        database.close();
        expect(notices).toEqual([]);
        expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      }
      expect(acknowledged.length).toBeGreaterThan(rounds * 20);
    },
  );
});
