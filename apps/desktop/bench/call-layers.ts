// What one governed read costs, layer by layer, in plain Node.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { github } from '@wiz/contract-github';
import { systemClock } from '@wiz/core';
import { integration } from '@wiz/integration-github';
import { standInToken } from '@wiz/integration-github/testing';
import { parse } from '@wiz/integration-kit/contract';
import { HttpClient, nodeTransport, type CallScope } from '@wiz/integration-kit/main';
import { row, type Row } from '../../../libs/core/bench/report.mjs';
import { connectGithub, lifted, repository, storeOnDisk, storeWithoutJournal } from './call-engine.ts';

/** One way to get one issue from the server; each does what the one before does, and a layer more. */
interface Side {
  readonly name: string;
  readonly call: () => Promise<unknown>;
  /** Ends what the calls have left to be done later. */
  readonly settle?: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Microseconds a call: of the whole process with its threads, of the main thread alone, and from call to answer. */
interface Samples {
  readonly process: number[];
  readonly main: number[];
  readonly elapsed: number[];
}

const issuePath = `/repos/${repository}/issues/1`;
const headers = {
  authorization: `Bearer ${standInToken}`,
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
  'user-agent': 'ProjectWiz/bench',
};
const signal = new AbortController().signal;
const scope: CallScope = {
  signal,
  correlationId: 'bench',
  idempotencyKey: 'bench',
  rate: { pause: () => undefined, observe: () => undefined },
};

/** Rows of the split: the total beside plain `fetch`, then what each layer adds to the one below. */
export async function layerRows(url: string, { rounds, calls }: { readonly rounds: number; readonly calls: number }): Promise<Row[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-bench-call-'));
  const sides = await sidesOf(url, folder);
  try {
    const samples = await inTurn(sides, rounds, calls);
    return rowsOf(sides, samples);
  } finally {
    for (const { close } of sides) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sidesOf(url: string, folder: string): Promise<readonly Side[]> {
  const nothing = (): Promise<void> => Promise.resolve();
  const clock = systemClock();

  const plain = nodeTransport();
  const overTransport = async (): Promise<unknown> => {
    const { body } = await plain.send({ method: 'GET', url: `${url}${issuePath}`, headers, signal });
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return JSON.parse(Buffer.concat(parts).toString()) as unknown;
  };
  const { authorization, 'user-agent': userAgent, ...own } = headers;
  const http = new HttpClient({
    transport: nodeTransport(),
    clock,
    service: 'GitHub',
    baseUrl: url,
    userAgent,
    headers: own,
    credentials: () => ({ authorization }),
  });

  const host = { clock, trash: nothing, transport: nodeTransport(), userAgent };
  const config = parse(github.config, { baseUrl: url }, 'internal_error', 'Config.');
  const secrets = parse(github.secrets, { token: standInToken }, 'internal_error', 'Secrets.');
  const service = integration.connect({ config, secrets, host, account: undefined });
  const { getIssue } = github.operations;
  const served = { ...scope, warn: () => undefined, progress: () => undefined, chunk: nothing };
  let asked = 0;
  const handled = (): Promise<unknown> => service.handle('getIssue', { repository, number: (asked += 1) }, served);
  const checked = async (): Promise<unknown> => {
    const input = parse(getIssue.input, { repository, number: (asked += 1) }, 'internal_error', 'Input.');
    return parse(getIssue.output, await service.handle('getIssue', input, served), 'internal_error', 'Output.');
  };

  const fetched = async (): Promise<unknown> => {
    const answer: unknown = await (await fetch(`${url}${issuePath}`, { headers })).json();
    return answer;
  };

  const unkept = await connectGithub(storeWithoutJournal(), () => nodeTransport(), url);
  const disk = storeOnDisk(folder);
  const kept = await connectGithub(disk.store, () => nodeTransport(), url);
  return [
    { name: 'plain fetch', call: fetched, close: nothing },
    { name: 'transport', call: overTransport, close: () => plain.close() },
    { name: 'HTTP rules', call: () => http.request(scope, { path: issuePath }), close: () => http.close() },
    { name: 'service', call: handled, close: nothing },
    { name: 'check of input and output', call: checked, close: () => service.disconnect() },
    { name: 'engine and pipeline', call: unkept.read, close: () => unkept.engine.dispose() },
    {
      name: 'journal',
      call: kept.read,
      // A list first writes what waits, so that the round that made the entries pays for them.
      settle: () => kept.engine.runs.list({ limit: 1 }),
      close: async () => {
        await kept.engine.dispose();
        await disk.close();
      },
    },
  ];
}

/** Rounds of all sides in turn, forwards and backwards, after a few that let the engine compile them. */
async function inTurn(sides: readonly Side[], rounds: number, calls: number): Promise<ReadonlyMap<Side, Samples>> {
  const samples = new Map(sides.map((side) => [side, { process: [] as number[], main: [] as number[], elapsed: [] as number[] }]));
  for (let round = -5; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const figures = await measure(side, calls);
      if (round < 0) continue;
      for (const kind of ['process', 'main', 'elapsed'] as const) samples.get(side)?.[kind].push(figures[kind]);
    }
  }
  return samples;
}

async function measure({ call, settle }: Side, calls: number): Promise<Readonly<Record<keyof Samples, number>>> {
  const [wholeBefore, mainBefore, startedAt] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
  for (let made = 0; made < calls; made += 1) await call();
  const elapsed = (performance.now() - startedAt) * 1000;
  await settle?.();
  const [whole, main] = [process.cpuUsage(wholeBefore), process.threadCpuUsage(mainBefore)];
  return { process: (whole.user + whole.system) / calls, main: (main.user + main.system) / calls, elapsed: elapsed / calls };
}

function rowsOf(sides: readonly Side[], samples: ReadonlyMap<Side, Samples>): Row[] {
  const [first, last] = [sides[0], sides.at(-1)];
  const of = (side: Side | undefined, kind: keyof Samples): readonly number[] => (side && samples.get(side)?.[kind]) ?? [];
  const above = (upper: Side | undefined, lower: Side | undefined, kind: keyof Samples): readonly number[] =>
    of(upper, kind).map((value, round) => value - (of(lower, kind)[round] ?? 0));
  const whole = (name: string, kind: keyof Samples): Row =>
    row({
      name: `one read in Node, ${lifted}: ${name}`,
      unit: 'µs',
      samples: of(last, kind),
      peer: { name: 'plain fetch', samples: of(first, kind) },
    });
  return [
    row({
      name: `one read in Node, ${lifted}: processor, all threads, above plain fetch`,
      unit: 'µs',
      samples: above(last, first, 'process'),
      goal: '≤ 250 µs',
      meets: ({ median }) => median <= 250,
    }),
    row({ name: 'the same, main thread alone', unit: 'µs', samples: above(last, first, 'main') }),
    whole('processor, all threads', 'process'),
    whole('processor, main thread', 'main'),
    whole('from call to answer', 'elapsed'),
    ...sides
      .slice(1)
      .map((side, at) => row({ name: `  of it ${side.name}, all threads`, unit: 'µs', samples: above(side, sides[at], 'process') })),
    ...sides
      .slice(1)
      .map((side, at) => row({ name: `  of it ${side.name}, main thread`, unit: 'µs', samples: above(side, sides[at], 'main') })),
  ];
}
