// What one governed read costs, from the window's call to its answer, layer by layer, beside plain `fetch`; and whether the heap
// stays flat under load. `npm run bench:call`, which builds the application with GitHub's budget lifted and opens a desktop
// session. `npm run bench:call -- --quick` is for trying: few rounds, short loads; `--only=node`, `memory` or `window` runs one part.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { standInToken } from '@wiz/integration-github/testing';
import { report, row, type Row } from '../../../libs/core/bench/report.mjs';
import { lifted } from './call-engine.ts';
import { layerRows } from './call-layers.ts';
import type { LoadFigures } from './call-load.ts';
import type { AskedSamples, WindowLoad, WindowOrder, WindowResults } from './call-results.ts';
import { electronKind, runApplication } from './run-application.ts';

const isQuick = process.argv.includes('--quick');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const rounds = Math.max(15, Number(process.env['WIZ_ROUNDS'] ?? (isQuick ? 15 : 41)));
const calls = isQuick ? 50 : 200;
const seconds = isQuick ? 10 : 60;
const root = path.resolve(import.meta.dirname, '..', '..', '..');

const server = fork(path.join(import.meta.dirname, 'call-server.ts'));
try {
  const [url] = (await once(server, 'message')) as [string];
  const wants = (part: string): boolean => only === undefined || only === part;
  const inNode = wants('node') ? await layerRows(url, { rounds, calls }) : [];
  const inMemory = wants('memory') ? loadRows(await memoryLoad(url)) : [];
  const order: WindowOrder = { url, token: standInToken, rounds, calls, paces: [500, 100], seconds };
  const inWindow = wants('window') ? await runApplication<WindowResults>('call', order) : undefined;
  const rows = [...(inWindow === undefined ? [] : windowRows(inWindow)), ...inNode, ...inMemory];
  await report(root, 'call', inWindow === undefined ? {} : { electron: `${inWindow.electron} (${electronKind})` }, rows);
} finally {
  server.disconnect();
}

async function memoryLoad(url: string): Promise<LoadFigures> {
  const script = path.join(import.meta.dirname, 'call-load.ts');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--expose-gc', script, url, '2000', String(seconds)]);
  if (stderr !== '') console.error(stderr);
  return JSON.parse(stdout) as LoadFigures;
}

function windowRows({ asked, loads, netFetchMost }: WindowResults): Row[] {
  const most = row({ name: 'fetch of the same network stack, from main, at most', unit: 'calls/s', samples: [netFetchMost] });
  return [...askedRows(asked), ...loads.flatMap(windowLoadRows), most];
}

function askedRows({ netFetch, nodeFetch, transport, ipc, read }: WindowResults['asked']): Row[] {
  const what = `one read from the window, ${lifted}`;
  const above = (upper: AskedSamples, lower: AskedSamples, part: keyof AskedSamples): readonly number[] =>
    upper[part].map((value, round) => value - (lower[part][round] ?? 0));
  const split = (part: 'process' | 'main', who: string): Row[] =>
    read[part].length === 0
      ? []
      : [
          row({
            name: `${what}: processor in main, ${who}, above fetch of the same network stack`,
            unit: 'µs',
            samples: above(read, netFetch, part),
            goal: '≤ 250 µs',
            meets: ({ median }) => median <= 250,
          }),
          row({ name: `  above Node’s own fetch, ${who}`, unit: 'µs', samples: above(read, nodeFetch, part) }),
          row({ name: `  whole, ${who}`, unit: 'µs', samples: read[part], peer: { name: 'net.fetch', samples: netFetch[part] } }),
          row({ name: `  of it IPC, guard and router, ${who}`, unit: 'µs', samples: ipc[part] }),
          row({ name: `  of it transport, ${who}`, unit: 'µs', samples: transport[part] }),
          row({
            name: `  of it the engine with rules, checks and journal, ${who}`,
            unit: 'µs',
            samples: above(read, ipc, part).map((value, round) => value - (transport[part][round] ?? 0)),
          }),
        ];
  return [
    row({
      name: `${what}: from call to answer`,
      unit: 'µs',
      samples: read.elapsed,
      peer: { name: 'net.fetch in main', samples: netFetch.elapsed },
    }),
    row({ name: '  of it IPC, guard and router', unit: 'µs', samples: ipc.elapsed }),
    row({ name: '  of it everything behind', unit: 'µs', samples: above(read, ipc, 'elapsed') }),
    ...split('process', 'all threads'),
    ...split('main', 'main thread'),
  ];
}

function windowLoadRows(load: WindowLoad): Row[] {
  const what = `${String(load.pace)} calls a second from the window for ${String(seconds)} s, ${lifted}`;
  return [
    ...paceRows(what, load.pace, load),
    row({ name: `  from call to answer`, unit: 'ms', samples: [load.medianMs] }),
    row({ name: `  from call to answer, 95 of 100`, unit: 'ms', samples: [load.p95Ms] }),
    ...heapRows('main', load.mainSlope, load.mainHeap),
    ...heapRows('page', load.pageSlope, load.pageHeap),
  ];
}

function loadRows(load: LoadFigures): Row[] {
  const what = `2 000 calls a second in Node for ${String(seconds)} s, network in memory, ${lifted}`;
  return [
    ...paceRows(what, 2000, load),
    row({ name: '  from call to answer', unit: 'ms', samples: [load.medianMs] }),
    row({ name: '  journal: rows given up', unit: 'rows', samples: [load.givenUp], goal: '0', meets: ({ median }) => median === 0 }),
    ...heapRows('process', load.slope, load.heap),
  ];
}

function paceRows(what: string, wanted: number, load: Pick<LoadFigures, 'perSecond' | 'failed' | 'failure' | 'mostOpen'>): Row[] {
  if (load.failed > 0) console.error(`${what}: the first of ${String(load.failed)} failures said: ${load.failure}`);
  const goal = `${String(wanted)} a second`;
  return [
    row({ name: what, unit: 'calls/s', samples: [load.perSecond], goal, meets: ({ median }) => median >= wanted * 0.99 }),
    row({ name: '  failed', unit: 'calls', samples: [load.failed], goal: '0', meets: ({ median }) => median === 0 }),
    row({ name: '  under way at once, at most', unit: 'calls', samples: [load.mostOpen] }),
  ];
}

function heapRows(whose: string, growth: number, heap: readonly number[]): Row[] {
  return [
    row({ name: `  heap of ${whose}: growth`, unit: 'MB/min', samples: [growth], goal: '≤ 1 MB/min', meets: ({ median }) => median <= 1 }),
    row({ name: `  heap of ${whose}: above the beginning`, unit: 'MB', samples: heap }),
  ];
}
