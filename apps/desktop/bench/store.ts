// The journal with a million runs: what a window waits for, and what a write costs. `npm run bench:store`.
// The peer of each search is the same question as a plain SQLite query without an index made for it.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ConnectionId, RunId, type RunDetail, type RunsQuery } from '@wiz/engine/types';
import { report, row, type Row } from '../../../libs/core/bench/report.mjs';
import { migrations } from '../src/main/store/migrations.ts';
import { openDatabase } from '../src/main/store/open-database.ts';
import { RunTable } from '../src/main/store/run-table.ts';
import { aRun } from '../src/main/store/testing/samples.ts';

const count = Number(process.env['WIZ_RUNS'] ?? 1_000_000);
const rounds = Math.max(15, Number(process.env['WIZ_ROUNDS'] ?? 31));
const root = path.resolve(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-bench-store-'));
const file = path.join(folder, 'wiz.db');

const operations = ['listIssues', 'getIssue', 'createIssue', 'closeIssue', 'listPulls', 'read', 'search'];
const things = ['lamp', 'engine', 'window', 'journal', 'keyboard', 'ticket', 'folder', 'network', 'budget', 'limit', 'cache', 'probe'];
const pick = <T>(from: readonly T[], seed: number): T => from[seed % from.length] ?? (from[0] as T);

/** Different from every other one, with words as frequent as in a real journal; one run in a hundred thousand says “zebra”. */
function sample(at: number): RunDetail {
  const failed = at % 50 === 0;
  const mixed = (at * 2_654_435_761) % 4_294_967_296;
  return aRun(`run-${String(at)}`, {
    id: RunId.parse(`run-${String(at)}`),
    connection: ConnectionId.parse(`connection-${String(mixed % 50)}`),
    connectionLabel: `Account ${String(mixed % 50)}`,
    integration: mixed % 3 === 0 ? 'filesystem' : 'github',
    operation: pick(operations, mixed),
    startedAt: 1_700_000_000_000 + at * 1000,
    state: failed ? 'failed' : 'succeeded',
    category: failed ? (at % 5000 === 0 ? 'permission_error' : 'network_error') : null,
    sentence: `Done with the ${pick(things, mixed >> 3)} and ${pick(things, mixed >> 7)}${at % 100_000 === 77 ? ' and the zebra' : ''}.`,
    input: { repository: `owner-${String(mixed % 900)}/repository-${String(mixed % 7000)}`, number: at },
  });
}

const queries: readonly { readonly name: string; readonly query: RunsQuery; readonly peer: string; readonly values: readonly string[] }[] =
  [
    { name: 'newest page', query: {}, peer: '1 = 1', values: [] },
    { name: 'one connection', query: { connection: ConnectionId.parse('connection-7') }, peer: 'connection = ?', values: ['connection-7'] },
    { name: 'a rare category', query: { category: 'permission_error' }, peer: 'category = ?', values: ['permission_error'] },
    { name: 'a rare word', query: { text: 'zebra' }, peer: 'sentence LIKE ?', values: ['%zebra%'] },
    { name: 'a common word', query: { text: 'lamp' }, peer: 'sentence LIKE ?', values: ['%lamp%'] },
    { name: 'the beginning of a word', query: { text: 'keyb' }, peer: 'sentence LIKE ?', values: ['%keyb%'] },
    { name: 'two words', query: { text: 'lamp engine' }, peer: 'sentence LIKE ? AND sentence LIKE ?', values: ['%lamp%', '%engine%'] },
    {
      name: 'a common word, failed, of one connection',
      query: { text: 'lamp', state: 'failed', connection: ConnectionId.parse('connection-7') },
      peer: "sentence LIKE ? AND state = 'failed' AND connection = 'connection-7'",
      values: ['%lamp%'],
    },
    { name: 'a word that is nowhere', query: { text: 'unicorn' }, peer: 'sentence LIKE ?', values: ['%unicorn%'] },
  ];

try {
  const { database } = openDatabase(file, migrations, 'bench');
  const runs = new RunTable(database, () => undefined);
  console.log(`Writing ${count.toLocaleString('en')} runs …`);
  for (let at = 0; at < count; at += 10_000) {
    database.transaction(() => {
      for (let next = at; next < Math.min(count, at + 10_000); next += 1) runs.put(sample(next));
    });
  }
  const time = (work: () => unknown): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const plain = (peer: string, values: readonly string[]) => () =>
    database.all(`SELECT * FROM runs NOT INDEXED WHERE ${peer} ORDER BY started_at DESC, id DESC LIMIT 101`, values);
  const results: Row[] = queries.map(({ name, query, peer, values }) => {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(time(() => runs.list(query)));
      // The peer reads the whole table; a few rounds show that well enough.
      if (round < 15) theirs.push(time(plain(peer, values)));
    }
    const beside = { name: 'a scan of the table', samples: theirs };
    return row({ name, unit: 'ms', samples: ours, peer: beside, goal: '< 50 ms', meets: ({ median }) => median < 50 });
  });
  let at = count;
  const write = (put: (run: RunDetail) => void): number[] =>
    Array.from({ length: rounds * 5 }, () =>
      time(() => {
        database.transaction(() => {
          put(sample((at += 1)));
        });
      }),
    );
  results.push(
    row({
      name: 'one durable write into it',
      unit: 'ms',
      samples: write((run) => {
        runs.put(run);
      }),
    }),
  );
  results.push(row({ name: 'size on the disk', unit: 'MB', samples: Array.from({ length: 1 }, () => statSync(file).size / 2 ** 20) }));
  database.close();
  await report(root, 'store', { runs: String(count) }, results);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
