import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleepOn, systemClock, type Clock } from '@wiz/core';
import type { Engine, Logger } from '@wiz/engine';
import { MemoryVault } from '@wiz/engine/testing';
import { nodeTransport } from '@wiz/integration-kit/main';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostEngine, retryPauseMs, type EngineHost } from './engine-host.ts';

const storeScript = fileURLToPath(new URL('./store/store-worker.ts', import.meta.url));
const lent = {
  host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
  vault: new MemoryVault(),
  programs: { find: () => Promise.resolve(undefined), run: () => Promise.reject(new Error('There is none.')) },
  transportFor: () => nodeTransport(),
};
const silent: Logger = { info: () => undefined, error: () => undefined };
let folder: string;
const hosts: EngineHost[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-host-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  rmSync(folder, { recursive: true, force: true });
});

function host(dataFolder: string, clock: Clock = systemClock(), logger = silent): EngineHost {
  const made = hostEngine({ dataFolder, storeScript, ...lent, clock, logger });
  hosts.push(made);
  return made;
}

describe('the engine’s host', () => {
  it('finds connections and runs again after a restart', async () => {
    const data = path.join(folder, 'data');
    const notes = path.join(folder, 'notes');
    mkdirSync(notes);
    writeFileSync(path.join(notes, 'a.txt'), 'hello');
    const first = host(data);
    const engine = await first.engine();
    const added = await engine.connections.add({ integration: 'filesystem', config: { root: notes } });
    const answer = await engine.run({ connection: added.id, operation: 'list', input: { path: '' } });
    await first.close();
    const again = await host(data).engine();
    expect(again.connections.list()).toEqual([added]);
    expect(await again.runs.get(answer.runId)).toMatchObject({ operation: 'list', state: 'succeeded' });
  });

  it('hands over the engine before anybody can run something on it', async () => {
    const handed: Engine[] = [];
    const onEngine = (engine: Engine): void => {
      handed.push(engine);
    };
    const made = hostEngine({
      dataFolder: path.join(folder, 'data'),
      storeScript,
      ...lent,
      clock: systemClock(),
      logger: silent,
      onEngine,
    });
    hosts.push(made);
    const engine = await made.engine();
    expect(handed.length).toBe(1);
    expect(handed[0]).toBe(engine);
  });

  it('has written down what a close has ended', async () => {
    const data = path.join(folder, 'data');
    const notes = path.join(folder, 'notes');
    mkdirSync(notes);
    for (let n = 0; n < 2000; n += 1) writeFileSync(path.join(notes, `${String(n)}.txt`), 'hello\n'.repeat(50));
    const first = host(data);
    const engine = await first.engine();
    const { id } = await engine.connections.add({ integration: 'filesystem', config: { root: notes } });
    const events = engine.stream({ connection: id, operation: 'search', input: { query: 'nothing like it' } });
    const begun = await events.next();
    await first.close();
    await expect(events.next().then(() => events.next())).rejects.toMatchObject({ category: 'cancelled' });
    const runId = begun.value?.type === 'progress' ? begun.value.runId : undefined;
    const [run] = (await (await host(data).engine()).runs.list({})).items;
    expect(run).toMatchObject({ id: runId, state: 'cancelled', sentence: 'The application was closed while this ran.' });
  });

  it('says why it cannot start, logs it once however often it is asked, and starts when asked after the cause is gone', async () => {
    const data = path.join(folder, 'data');
    writeFileSync(data, 'a file where the folder should be');
    const real = systemClock();
    let ahead = 0;
    // It stands still but for what is put ahead: on a busy machine the pause would otherwise be over by itself.
    const begun = real.now();
    const now = (): number => begun + ahead;
    const at: Clock['at'] = (moment, callback) => real.at(real.now() + (moment - now()), callback);
    const clock: Clock = { ...real, now, at, sleep: (ms, signal) => sleepOn({ now, at }, ms, signal) };
    const logged: string[] = [];
    const blocked = host(data, clock, { info: () => undefined, error: (event) => logged.push(event) });
    await expect(blocked.engine()).rejects.toMatchObject({ category: 'storage_error' });
    ahead += retryPauseMs;
    await expect(blocked.engine()).rejects.toMatchObject({ category: 'storage_error' });
    await expect(blocked.engine()).rejects.toMatchObject({ category: 'storage_error' });
    expect(logged).toEqual(['engine_not_started']);
    rmSync(data);
    await expect(blocked.engine()).rejects.toMatchObject({ category: 'storage_error' });
    ahead += retryPauseMs;
    expect((await blocked.engine()).connections.list()).toEqual([]);
    expect(await blocked.notices()).toEqual([]);
  });

  it('starts afresh beside a damaged file and says so', async () => {
    const data = path.join(folder, 'data');
    mkdirSync(data);
    writeFileSync(path.join(data, 'wiz.db'), 'junk '.repeat(1000));
    const fresh = host(data);
    expect((await fresh.engine()).connections.list()).toEqual([]);
    expect(await fresh.notices()).toEqual([expect.stringContaining('was damaged')]);
    expect(readdirSync(data).some((name) => name.startsWith('wiz.db.damaged-'))).toBe(true);
  });
});
