// `npm run bench:core`: what the primitives cost, beside their peers, and what they leave behind.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { report, row, type Row } from './report.mjs';
import { lineOf } from './line.ts';
import { paired } from './measure.ts';
import type { MemoryFigures } from './memory.ts';
import { comparisons } from './policies.ts';

const rounds = Math.max(15, Number(process.env['WIZ_ROUNDS'] ?? 41));
const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** Sets of rounds that tell whether the cost of one waiter grows with their number. */
const lines = [1000, 10_000, 100_000];
const lineRounds = 15;

async function comparisonRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, calls, ours, peer, goal, meets } of comparisons()) {
    const samples = await paired(ours, peer.run, { rounds, calls });
    rows.push(
      row({
        name,
        unit: 'ns',
        samples: samples.ours,
        peer: { name: peer.name, samples: samples.peer },
        ...(goal === undefined ? {} : { goal }),
        ...(meets === undefined ? {} : { meets }),
      }),
    );
  }
  return rows;
}

async function lineRows(): Promise<Row[]> {
  const samples = lines.map(() => ({ add: [] as number[], cancel: [] as number[], release: [] as number[] }));
  for (let round = -1; round < lineRounds; round += 1) {
    for (const [index, waiters] of lines.entries()) {
      const cost = await lineOf(waiters);
      // The first round warms up.
      if (round >= 0) for (const step of ['add', 'cancel', 'release'] as const) samples[index]?.[step].push(cost[step]);
    }
  }
  return (['add', 'cancel', 'release'] as const).flatMap((step) =>
    lines.map((waiters, index) =>
      row({
        name: `limiter: ${step} one of ${String(waiters)} waiters`,
        unit: 'ns',
        samples: samples[index]?.[step] ?? [],
        peer: { name: `of ${String(lines[0])}`, samples: samples[0]?.[step] ?? [] },
      }),
    ),
  );
}

function memoryRows(): Row[] {
  const runs = Array.from({ length: 3 }, () => {
    const script = path.join(import.meta.dirname, 'memory.ts');
    return JSON.parse(execFileSync(process.execPath, ['--expose-gc', script], { encoding: 'utf8' })) as MemoryFigures;
  });
  const figure = (name: string, unit: string, key: keyof MemoryFigures, goal: string, limit: number): Row =>
    row({ name, unit, samples: runs.map((run) => run[key]), goal, meets: ({ median }) => median <= limit });
  return [
    figure('a million calls: memory left', 'MB', 'leftMB', '≤ 1 MB', 1),
    figure('a million calls: timers left', 'timers', 'timersLeft', '0', 0),
    figure('a million calls: listeners left', 'listeners', 'listenersLeft', '0', 0),
    figure('one idle connection', 'kB', 'idleKB', '≤ 8 kB', 8),
    figure('wake-ups in 2 idle seconds', 'wake-ups', 'idleWakeUps', '0', 0),
  ];
}

const { devDependencies } = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
await report(root, 'core', devDependencies, [...(await comparisonRows()), ...(await lineRows()), ...memoryRows()]);
// The peers' own timers would keep the process alive.
process.exit();
