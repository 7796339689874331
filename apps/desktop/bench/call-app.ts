// Electron's main script for `call.ts`: the application as it is, and beside it the measuring. GitHub's budget is lifted by the
// build (call-build.ts).
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { net, session, type WebContents } from 'electron';
import '../src/main/index.ts';
import { electronTransport } from '../src/main/network/electron-transport.ts';
import { slope, type HeapSample } from './call-pace.ts';
import type { BenchPage } from './call-page.ts';
import { measureInApplication } from './in-application.ts';
import { ways, type AskedSamples, type Way, type WindowLoad, type WindowOrder, type WindowResults } from './call-results.ts';

const headersWith = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
  'user-agent': 'ProjectWiz/bench',
});
const issueAt = (url: string): string => `${url}/repos/octocat/Hello-World/issues/1`;
const signal = new AbortController().signal;
/** Between two looks at the heaps, in milliseconds. */
const lookEveryMs = 2000;
const mostSeconds = 5;

measureInApplication(measure);

async function measure(contents: WebContents, order: WindowOrder): Promise<WindowResults> {
  const inPage = <Name extends keyof BenchPage>(name: Name, ...args: Parameters<BenchPage[Name]>): ReturnType<BenchPage[Name]> =>
    contents.executeJavaScript(`wizBench.${name}(...${JSON.stringify(args)})`) as ReturnType<BenchPage[Name]>;
  await inPage('connect', order.url, order.token);
  const asked = await askInTurn(inPage, order);
  await inPage('load', Math.max(...order.paces), 5);
  contents.debugger.attach();
  const loads: WindowLoad[] = [];
  for (const pace of order.paces) loads.push(await loaded(contents, inPage, pace, order.seconds));
  return { electron: process.versions.electron, asked, loads, netFetchMost: await netFetchMost(order) };
}

/** As many answers as the network stack can get in a few seconds, asked for by as many at once as help it. */
async function netFetchMost({ url, token }: WindowOrder): Promise<number> {
  const headers = headersWith(token);
  const fetching = session.fromPartition('bench-most', { cache: false });
  const until = performance.now() + mostSeconds * 1000;
  let answers = 0;
  const oneAfterAnother = async (): Promise<void> => {
    while (performance.now() < until) {
      await (await fetching.fetch(issueAt(url), { headers })).json();
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, oneAfterAnother));
  return answers / mostSeconds;
}

type InPage = <Name extends keyof BenchPage>(name: Name, ...args: Parameters<BenchPage[Name]>) => ReturnType<BenchPage[Name]>;

/** Rounds of all ways in turn, forwards and backwards, after a few that let the engines compile them. */
async function askInTurn(inPage: InPage, order: WindowOrder): Promise<Readonly<Record<Way, AskedSamples>>> {
  const issue = issueAt(order.url);
  const headers = headersWith(order.token);
  const plain = electronTransport('bench', { session, net });
  // The window's own session lets nothing out.
  const fetching = session.fromPartition('bench-fetch', { cache: false });
  const inMain = (call: () => Promise<unknown>) => async (): Promise<number> => {
    const startedAt = performance.now();
    for (let made = 0; made < order.calls; made += 1) await call();
    return performance.now() - startedAt;
  };
  const ask: Readonly<Record<Way, () => Promise<number>>> = {
    netFetch: inMain(async () => (await fetching.fetch(issue, { headers })).json()),
    nodeFetch: inMain(async () => (await fetch(issue, { headers })).json()),
    transport: inMain(async () => {
      const { body } = await plain.send({ method: 'GET', url: issue, headers, signal });
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      return JSON.parse(Buffer.concat(parts).toString()) as unknown;
    }),
    ipc: () => inPage('ask', order.calls),
    read: () => inPage('read', order.calls),
  };
  const samples = Object.fromEntries(ways.map((way) => [way, { process: [], main: [], elapsed: [] }])) as unknown as Record<
    Way,
    AskedSamples
  >;
  for (let round = -5; round < order.rounds; round += 1) {
    for (const way of round % 2 === 0 ? ways : [...ways].reverse()) {
      const [whole, thread] = [process.cpuUsage(), threadMicroseconds()];
      const elapsed = await ask[way]();
      // The round that made the journal's entries pays for them.
      if (way === 'read') await inPage('settle');
      const { user, system } = process.cpuUsage(whole);
      if (round < 0) continue;
      samples[way].process.push((user + system) / order.calls);
      if (thread !== undefined) samples[way].main.push(((threadMicroseconds() ?? 0) - thread) / order.calls);
      samples[way].elapsed.push((elapsed * 1000) / order.calls);
    }
  }
  await plain.close();
  return samples;
}

/** Processor time of the main thread so far; undefined where the system does not tell. */
function threadMicroseconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  // Nanoseconds on a processor come first: Documentation/scheduler/sched-stats.rst of Linux.
  const pid = String(process.pid);
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

async function loaded(contents: WebContents, inPage: InPage, pace: number, seconds: number): Promise<WindowLoad> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const [main, page]: [HeapSample[], HeapSample[]] = [[], []];
  const beganAt = performance.now();
  const look = async (): Promise<void> => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    await contents.debugger.sendCommand('HeapProfiler.collectGarbage');
    const { usedSize } = (await contents.debugger.sendCommand('Runtime.getHeapUsage')) as { readonly usedSize: number };
    const at = (performance.now() - beganAt) / 1000;
    main.push({ at, megabytes: (heapUsed + external) / 2 ** 20 });
    page.push({ at, megabytes: usedSize / 2 ** 20 });
  };
  await look();
  const looking = setInterval(() => void look(), lookEveryMs);
  const figures = await inPage('load', pace, seconds);
  clearInterval(looking);
  await look();
  const above = (samples: readonly HeapSample[]): number[] => samples.map(({ megabytes }) => megabytes - (samples[0]?.megabytes ?? 0));
  return { ...figures, pace, mainSlope: slope(main), pageSlope: slope(page), mainHeap: above(main), pageHeap: above(page) };
}
