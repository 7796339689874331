import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiskEvent } from './events.ts';
import { differences, prove, type Verdict } from './prove.ts';
import { startReaders, type Readers } from './reader.ts';
import { buildRecorder, findCompiler, recordProgram, type Recording } from './record.ts';

const store = path.resolve(import.meta.dirname, '..', '..', 'apps', 'desktop', 'src', 'main', 'store', 'testing');
const workload = path.join(store, 'durability-workload.ts');
const compiler = await findCompiler();

/** `npm run test:nightly` makes every cut, and more lots of them each time. */
const repeat = Number(process.env['WIZ_REPEAT'] ?? 0);
const seed = Number(process.env['WIZ_SEED'] ?? (repeat > 0 ? randomInt(2 ** 32) : 1));
/** Milliseconds for one test; a busy machine takes many times what an idle one does. */
const patience = repeat > 0 ? 3_600_000 : 300_000;
/** The database's index of its log is made anew at each opening, and is written through memory: SQLite promises nothing of it. */
const leftOut = (name: string): boolean => name.endsWith('-shm');

let folder: string;
let recorder: string;
let readers: Readers | undefined;
beforeAll(async () => {
  // In memory where there is room for that: nothing here needs to outlive a real cut, and hundreds of folders are made and opened.
  folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'wiz-dropsync-'));
  if (compiler === undefined) return;
  recorder = await buildRecorder(compiler, folder);
  readers = startReaders(2, path.join(store, 'durability-reader.ts'));
}, patience);
afterAll(() => {
  readers?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Records a task of the workload. @param before a task that is done first, unrecorded */
async function record(task: string, before?: string): Promise<Recording> {
  const own = mkdtempSync(path.join(folder, 'record-'));
  if (before !== undefined)
    await promisify(execFile)(process.execPath, [workload, path.join(own, 'disk'), path.join(own, 'marks'), before]);
  return recordProgram({ recorder, folder: own, program: [process.execPath, workload], args: [task] });
}

/** @param share of the cuts in `npm test`; each night all are made */
function verdictOn({ start, events }: Pick<Recording, 'start' | 'events'>, what: string, share = 1): Promise<Verdict> {
  const reader = readers ?? expect.fail();
  return prove({
    recording: { start, events },
    look: (where) => reader.look(what, where),
    folder: mkdtempSync(path.join(folder, 'images-')),
    leftOut,
    lots: repeat > 0 ? repeat : 2,
    share: repeat > 0 ? 1 : share,
    seed,
  });
}

/** The same record of a program that never synced what is chosen. */
function withoutSyncs({ start, events }: Recording, which: (path: string) => boolean): Pick<Recording, 'start' | 'events'> {
  const paths = new Map<number, string>();
  const isLeft = (event: DiskEvent): boolean => {
    if (event.kind === 'open') paths.set(event.fd, event.path);
    return event.kind !== 'sync' || !which(paths.get(event.fd) ?? '');
  };
  return { start, events: events.filter(isLeft) };
}
const isFolder = (name: string): boolean => !name.includes('.');
const isFile = (name: string): boolean => name.includes('.');

function expectKept({ faults, different }: Verdict, atLeast: number): void {
  expect(faults, `WIZ_SEED=${String(seed)}`).toEqual([]);
  expect(different).toBeGreaterThan(atLeast);
}

describe.skipIf(compiler === undefined)('a power cut at any moment', { timeout: patience }, () => {
  it('leaves connections, secrets, limits and runs old or new, and nothing acknowledged is lost', async () => {
    const recording = await record('desk');
    expect(differences(recording, leftOut)).toEqual([]);
    expectKept(await verdictOn(recording, 'store'), 80);
    // The same on a disk that was never told to keep names: that is noticed, too.
    const unnamed = await verdictOn(withoutSyncs(recording, isFolder), 'store', 0.2);
    expect(unnamed.faults).toContainEqual(expect.stringContaining('lost: '));
  });

  it('while the log of the database is worked into the file and begins anew loses nothing', async () => {
    const recording = await record('long');
    expect(differences(recording, leftOut)).toEqual([]);
    const log = recording.events.findLast((event) => event.kind === 'open' && event.path.endsWith('-wal'));
    const begun = recording.events.filter(
      (event) => event.kind === 'write' && event.offset === 0 && log?.kind === 'open' && event.fd === log.fd,
    );
    expect(begun.length).toBeGreaterThan(1);
    expectKept(await verdictOn(recording, 'store', 0.25), 15);
  });

  it('during a migration leaves all data, and the copy from before it', async () => {
    const recording = await record('open old', 'make old');
    expect(differences(recording, leftOut)).toEqual([]);
    expectKept(await verdictOn(recording, 'migrated'), 25);
    const unnamed = await verdictOn(withoutSyncs(recording, isFolder), 'migrated', 0.2);
    expect(unnamed.faults).toContainEqual(expect.stringContaining('the copy from before the migration is gone'));
  });

  it('while a damaged file is set aside leaves it and its log, and what was acknowledged since', async () => {
    const recording = await record('open damaged', 'make damaged');
    expect(differences(recording, leftOut)).toEqual([]);
    expectKept(await verdictOn(recording, 'damaged'), 25);
    const unsynced = await verdictOn(
      withoutSyncs(recording, (name) => name.includes('damaged')),
      'damaged',
      0.5,
    );
    expect(unsynced.faults).toContainEqual(expect.stringContaining('the log of the damaged file is gone'));
  });

  it('while a small file is replaced leaves the old or the new one, whole', async () => {
    const recording = await record('file');
    expect(differences(recording, leftOut)).toEqual([]);
    expectKept(await verdictOn(recording, 'file'), 8);
    const torn = await verdictOn(withoutSyncs(recording, isFile), 'file');
    expect(torn.faults).toContainEqual(expect.stringContaining('neither old nor new'));
    const unnamed = await verdictOn(withoutSyncs(recording, isFolder), 'file');
    expect(unnamed.faults).toContainEqual(expect.stringContaining('lost: '));
  });

  it('is noticed where the database does not wait for the disk', async () => {
    const off = await verdictOn(await record('without syncs'), 'store', 0.3);
    expect(off.faults).toContainEqual(expect.stringContaining('lost: '));
    // What SQLite promises with few syncs: the last changes may be lost, but it is never in between.
    const normal = await verdictOn(await record('with few syncs'), 'store', 0.3);
    expect(normal.faults.length).toBeGreaterThan(0);
    expect(normal.faults.filter((fault) => !fault.includes('lost: '))).toEqual([]);
  });
});
