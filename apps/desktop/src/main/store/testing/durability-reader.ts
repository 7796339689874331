// Looks at data folders, one a line of its input, with the store that the application has, and tells what is there, a line each
// (tools/dropsync/reader.ts). The first word of a line says what the folder is to be looked at for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { schemaVersion } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { openSql } from '../sql-database.ts';
import { openDirectly } from './direct-store.ts';
import { damagedPages, inTheLog, stateOf } from './durability-state.ts';
import { aConnection } from './samples.ts';

interface Found {
  readonly state: string;
  readonly complaints: readonly string[];
}

const ofConnections = 'SELECT connection FROM (SELECT connection FROM vault UNION ALL SELECT connection FROM governors)';

/** @param allowed how a sentence about the opening may begin */
async function lookAtStore(folder: string, allowed?: string): Promise<Found> {
  const { store, database, told, close } = openDirectly(path.join(folder, 'data', 'wiz.db'));
  const state = await stateOf(store);
  const orphans = database.all(`${ofConnections} EXCEPT SELECT id FROM connections`).length;
  // What was brought back is no ruin: it takes more.
  await store.connections.put(aConnection('afterwards'));
  const taken = (await store.connections.all()).some(({ label }) => label === 'Folder afterwards');
  close();
  return {
    state,
    complaints: [
      ...told.filter((sentence) => allowed === undefined || !sentence.startsWith(allowed)),
      ...(orphans === 0 ? [] : ['there are secrets or limits of no connection']),
      ...(taken ? [] : ['a new connection was not taken']),
    ],
  };
}

async function lookAtMigrated(folder: string): Promise<Found> {
  const { state, complaints } = await lookAtStore(folder);
  const copy = path.join(folder, 'data', `wiz.db.before-v${String(migrations.at(-1)?.version)}`);
  if (!existsSync(copy)) return { state, complaints: [...complaints, 'the copy from before the migration is gone'] };
  const old = openSql(copy);
  const rows = old
    .all('SELECT id FROM connections UNION ALL SELECT id FROM runs')
    .map((row) => String((row as { readonly id: unknown }).id));
  const whole = schemaVersion(old) === 1 && rows.join() === 'old,r0';
  old.close();
  return { state, complaints: whole ? complaints : [...complaints, `the copy is not what was there: ${rows.join()}`] };
}

async function lookAtDamaged(folder: string): Promise<Found> {
  const data = path.join(folder, 'data');
  const holding = (bytes: Buffer, ending = ''): boolean =>
    readdirSync(data).some((name) => name.endsWith(ending) && readFileSync(path.join(data, name)).includes(bytes));
  const log = holding(Buffer.from(inTheLog), '-wal');
  const damaged = holding(damagedPages);
  const { state, complaints } = await lookAtStore(folder, 'The data file was damaged');
  return {
    state,
    complaints: [
      ...complaints,
      ...(log ? [] : ['the log of the damaged file is gone']),
      ...(damaged && holding(damagedPages) ? [] : ['the damaged file is gone']),
    ],
  };
}

function lookAtFile(folder: string): Promise<Found> {
  const small = path.join(folder, 'settings', 'window.json');
  return Promise.resolve({ state: existsSync(small) ? readFileSync(small, 'utf8') : 'nothing', complaints: [] });
}

const looks: Readonly<Record<string, (folder: string) => Promise<Found>>> = {
  store: (folder) => lookAtStore(folder),
  migrated: lookAtMigrated,
  damaged: lookAtDamaged,
  file: lookAtFile,
};
for await (const line of createInterface({ input: process.stdin })) {
  const [what = ''] = line.split(' ', 1);
  const found = await looks[what]?.(line.slice(what.length + 1)).catch((error: unknown): Found => {
    return { state: 'unknown', complaints: [`it cannot be opened: ${String(error)}`] };
  });
  process.stdout.write(`${JSON.stringify(found ?? { problem: `nobody knows how to look for “${what}”` })}\n`);
}
