// A process of its own whose writes are recorded: it keeps things and marks what it was promised (tools/dropsync/promises.ts).
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Store } from '@wiz/engine';
import { MemoryStore } from '@wiz/engine/testing';
import { writeAtomically } from '../../window/atomic-file.ts';
import { migrations } from '../migrations.ts';
import { openDatabase } from '../open-database.ts';
import { openWorkerStore } from '../worker-store.ts';
import { openDirectly } from './direct-store.ts';
import { damagedPages, inTheLog, stateOf } from './durability-state.ts';
import { deskSteps, longSteps, nextSteps, type Step } from './durability-steps.ts';

const [disk = '', marks = '', task = ''] = process.argv.slice(2);
const file = path.join(disk, 'data', 'wiz.db');

/** What must be on the disk by now. */
const expected = new MemoryStore();
let begun = -1;

function mark(facts: Readonly<Record<string, unknown>>): void {
  appendFileSync(marks, `${JSON.stringify(facts)}\n`);
}

function begin(state: string): number {
  begun += 1;
  mark({ begun, state });
  return begun;
}

async function perform(store: Store, groups: readonly (readonly Step[])[]): Promise<void> {
  for (const group of groups) {
    const numbered: (readonly [number, Step])[] = [];
    for (const step of group) {
      await step.does(expected);
      numbered.push([begin(await stateOf(expected)), step]);
    }
    await Promise.all(
      numbered.map(async ([number, { does, durable }]) => {
        await does(store);
        if (durable) mark({ kept: number });
      }),
    );
  }
}

/** The store as the application has it: in its thread. What waits when it is closed is kept too. */
async function session(steps: readonly (readonly Step[])[]): Promise<void> {
  const script = fileURLToPath(new URL('../store-worker.ts', import.meta.url));
  const worker = openWorkerStore({ script, file, logger: { info: () => undefined, error: () => undefined } });
  await worker.opened;
  await perform(worker.store, steps);
  await worker.close();
  mark({ kept: begun });
}

/** The store with less care than it has. */
async function carelessSession(synchronous: 'OFF' | 'NORMAL'): Promise<void> {
  const { store, database, close } = openDirectly(file);
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  await perform(store, deskSteps);
  close();
}

/** A data file of the first version, with a log, as a crash leaves it. */
function makeOld(): void {
  const { database } = openDatabase(`${file}.making`, migrations.slice(0, 1), 'old');
  database.run("INSERT INTO connections VALUES ('old', 'filesystem', 'Notes', '/notes', '{}', 1, 2)");
  database.run(
    `INSERT INTO runs VALUES ('r0', 'old', 'Notes', 'filesystem', 'search', 'read', 'succeeded', 3, 4.5, 1, 0, 'A lamp.', NULL, '{}', NULL, '[]', 'c')`,
  );
  leaveAsAfterCrash();
  database.close();
  removeDrafts();
}

/** A data file with damaged pages and a log that is whole. */
function makeDamaged(): void {
  const { database } = openDatabase(`${file}.making`, migrations, 'damaged');
  database.exec('CREATE TABLE filler (text TEXT) STRICT');
  database.transaction(() => {
    for (let at = 0; at < 300; at += 1) database.run('INSERT INTO filler VALUES (?)', [`${String(at)} ${'y'.repeat(100)}`]);
  });
  database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  database.run(
    "INSERT INTO connections (id, integration, label, account, config, created_at, updated_at) VALUES ('x', '', ?, '', '{}', 1, 2)",
    [inTheLog],
  );
  leaveAsAfterCrash();
  database.close();
  removeDrafts();
  const bytes = readFileSync(file);
  damagedPages.copy(bytes, bytes.length - damagedPages.length);
  writeFileSync(file, bytes);
}

function leaveAsAfterCrash(): void {
  for (const suffix of ['', '-wal']) copyFileSync(`${file}.making${suffix}`, `${file}${suffix}`);
}

function removeDrafts(): void {
  for (const name of readdirSync(path.dirname(file))) if (name.includes('.making')) rmSync(path.join(path.dirname(file), name));
}

/** A data file of the first version is brought up to date. What must be there then is told by a copy of it that already is. */
async function openOld(): Promise<void> {
  const copy = path.join(path.dirname(marks), 'copy', 'wiz.db');
  mkdirSync(path.dirname(copy));
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
  const { store, close } = openDirectly(copy);
  for (const connection of await store.connections.all()) await expected.connections.put(connection);
  for (const { id } of (await store.runs.list({})).items) {
    const run = await store.runs.get(id);
    if (run !== undefined) await expected.runs.put(run, true);
  }
  close();
  mark({ kept: begin(await stateOf(expected)) });
  await session(deskSteps.slice(0, 2));
}

/** A small file is replaced a few times. */
async function replaceFile(): Promise<void> {
  begin('nothing');
  for (const content of ['{"width":1}', `{"width":2,"title":"${'x'.repeat(5000)}"}`, '{"width":3}', '{}']) {
    const number = begin(content);
    await writeAtomically(path.join(disk, 'settings', 'window.json'), content);
    mark({ kept: number });
  }
}

/** Begins with a store that holds nothing. */
const fromNothing = (go: () => Promise<void>) => async (): Promise<void> => {
  begin(await stateOf(expected));
  await go();
};

const tasks: Readonly<Record<string, () => void | Promise<void>>> = {
  desk: fromNothing(async () => {
    await session(deskSteps);
    await session(nextSteps);
  }),
  long: fromNothing(() => session(longSteps)),
  'without syncs': fromNothing(() => carelessSession('OFF')),
  'with few syncs': fromNothing(() => carelessSession('NORMAL')),
  'make old': makeOld,
  'open old': openOld,
  'make damaged': makeDamaged,
  'open damaged': fromNothing(() => session(deskSteps.slice(0, 2))),
  file: replaceFile,
};
const chosen = tasks[task];
if (chosen === undefined) throw new RangeError(`no such task: ${task}`);
await chosen();
