// Two thousand calls a second against a network in memory; run by `call.ts` in a process of its own with `--expose-gc`.
// usage: node --expose-gc call-load.ts <address of call-server.ts> <calls a second> <seconds>. Prints one JSON object.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpTransport } from '@wiz/integration-kit/main';
import { connectGithub, storeOnDisk } from './call-engine.ts';
import { paced, slope, type HeapSample, type Paced } from './call-pace.ts';

export interface LoadFigures extends Omit<Paced, 'elapsed'> {
  /** Megabytes a minute. */
  readonly slope: number;
  /** Megabytes above the first look. */
  readonly heap: readonly number[];
  readonly medianMs: number;
  /** Rows of the journal that had to be given up. */
  readonly givenUp: number;
}

/** Between two looks at the heap, in milliseconds. */
const lookEveryMs = 2000;
/** Enough for every cache to be full and all code compiled. */
const warmUpSeconds = 5;

const [url = '', rate = '2000', seconds = '60'] = process.argv.slice(2);
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');

/** Answers at once what the server once said. */
async function recordedTransport(): Promise<() => HttpTransport> {
  const answers = new Map<string, { status: number; headers: Headers; bytes: Uint8Array }>();
  for (const path of ['/user', '/rate_limit', '/repos/octocat/Hello-World/issues/1']) {
    const answer = await fetch(`${url}${path}`);
    answers.set(path, { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) });
  }
  const issue = answers.get('/repos/octocat/Hello-World/issues/1');
  return () => ({
    send: (request) => {
      const found = answers.get(new URL(request.url).pathname) ?? issue;
      if (found === undefined) throw new Error(`Nothing is recorded for ${request.url}`);
      const { status, headers, bytes } = found;
      async function* body(): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(bytes);
      }
      return Promise.resolve({ status, header: (name) => headers.get(name), body: body() });
    },
    close: () => Promise.resolve(),
  });
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-bench-load-'));
let givenUp = 0;
const disk = storeOnDisk(folder, {
  info: () => undefined,
  error: (event, facts) => {
    if (event === 'run_given_up') givenUp += 1;
    else console.error(event, facts);
  },
});
const { engine, read } = await connectGithub(disk.store, await recordedTransport(), url);
const perSecond = Number(rate);
await paced(read, { perSecond, elapsed: new Float64Array(perSecond * warmUpSeconds) });
await sleep(1000);

const samples: HeapSample[] = [];
const beganAt = performance.now();
const look = (): void => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  samples.push({ at: (performance.now() - beganAt) / 1000, megabytes: (heapUsed + external) / 2 ** 20 });
};
const elapsed = new Float64Array(perSecond * Number(seconds));
look();
const looking = setInterval(look, lookEveryMs);
givenUp = 0;
const { elapsed: _, ...figures } = await paced(read, { perSecond, elapsed });
clearInterval(looking);
const first = samples[0]?.megabytes ?? 0;
const result: LoadFigures = {
  ...figures,
  slope: slope(samples),
  heap: samples.map(({ megabytes }) => megabytes - first),
  medianMs: elapsed.sort()[Math.floor(elapsed.length / 2)] ?? Number.NaN,
  givenUp,
};
console.log(JSON.stringify(result));
await engine.dispose();
await disk.close();
rmSync(folder, { recursive: true, force: true });
