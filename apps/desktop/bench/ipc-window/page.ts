// What is measured, in the order in which it is measured. Everything begins in the page and ends in it.
import { createTRPCClient } from '@trpc/client';
import type { TRPCBuiltRouter } from '@trpc/server';
import { ConnectionId } from '@wiz/engine/types';
import type { RecordOf, WizBridge, WizErrorShape } from '@wiz/ipc-contract';
import { createIpcLink } from '@wiz/ipc-contract/renderer';
import type { bench } from './contract.ts';
import type { Standstill } from './loop-watch.ts';
import type { Results, Standstills } from './results.ts';
import { small } from './things.ts';

declare global {
  interface Window {
    readonly wizBridge: WizBridge;
    readonly raw: { readonly invoke: (channel: string, value?: unknown) => Promise<unknown> };
  }
}

type Router = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: WizErrorShape; transformer: true },
  { bench: RecordOf<typeof bench> }
>;

type Way = (call: number) => Promise<unknown>;

const { raw } = window;
const client = createTRPCClient<Router>({ links: [createIpcLink(window.wizBridge)] });
/** How much is measured: rounds of each part, and the events of one stream. */
const plan = new URLSearchParams(location.search);
const rounds = { calls: Number(plan.get('calls')), streams: Number(plan.get('streams')), large: Number(plan.get('large')) };
const events = Number(plan.get('events'));
const calls = { oneAfterAnother: 200, atOnce: 5000 };

/** Rounds of every way in turn; who goes first moves on, so that nobody gains when the machine gets faster or slower. */
async function inTurn<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<number>>>,
  count: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  if (count > 0) for (const name of names) await ways[name]();
  for (let round = 0; round < count; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length];
      if (name !== undefined) samples[name].push(await ways[name]());
    }
  }
  return samples;
}

/** Microseconds a call. */
async function timed(calls: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return ((performance.now() - begun) * 1000) / calls;
}

const oneAfterAnother = (way: Way) => () =>
  timed(calls.oneAfterAnother, async () => {
    for (let call = 0; call < calls.oneAfterAnother; call += 1) await way(call);
  });
const atOnce = (way: Way) => () => timed(calls.atOnce, () => Promise.all(Array.from({ length: calls.atOnce }, (_, call) => way(call))));

/** The longest time, in milliseconds, in which the page's thread did nothing else: no shorter than its longest task. */
async function longestTask(work: () => Promise<unknown>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let [last, longest, over] = [performance.now(), 0, false];
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  await work();
  // What the last piece led to belongs to it.
  await new Promise((resolve) => setTimeout(resolve, 20));
  over = true;
  port1.close();
  return longest;
}

function blockFor(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

/** Reads the whole stream and looks at every event. @returns seconds */
function readAll(feed: typeof client.bench.feed | typeof client.bench.governedFeed, connection: ConnectionId): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    let next = 0;
    feed.subscribe(
      { connection, events },
      {
        onData: (event) => {
          if (event.type !== 'chunk') return;
          if (event.chunk.number !== next) reject(new Error(`Event ${String(next)} was expected, ${String(event.chunk.number)} came.`));
          next += 1;
        },
        onError: reject,
        onComplete: () => {
          if (next === events) resolve((performance.now() - begun) / 1000);
          else reject(new Error(`${String(next)} of ${String(events)} events came.`));
        },
      },
    );
  });
}

const none = (): Standstills => ({ seconds: [], mainLateMs: [], mainBusyMs: [], pageMs: [] });

/** @param work answers seconds */
async function watchingMain(into: Standstills, work: () => Promise<number>): Promise<void> {
  await raw.invoke('watch main');
  into.seconds.push(await work());
  const { lateMs, busyMs } = (await raw.invoke('main stood still')) as Standstill;
  into.mainLateMs.push(lateMs);
  into.mainBusyMs.push(busyMs);
}

async function measureStreams(connection: ConnectionId): Promise<Results['streams']> {
  const figures = { feed: none(), governedFeed: none() };
  for (const name of ['feed', 'governedFeed'] as const) {
    for (let round = 0; round < rounds.streams; round += 1) {
      await watchingMain(figures[name], () => readAll(client.bench[name], connection));
    }
  }
  return figures;
}

async function measureLarge(connection: ConnectionId): Promise<Results['large']> {
  const figures: Results['large'] = { rows: { raw: none(), guarded: none() }, text: { raw: none(), guarded: none() } };
  const ways = {
    rows: {
      raw: () => raw.invoke('rows'),
      guarded: async () => {
        const { items } = (await client.bench.rows.query({ connection, megabytes: 50 })).data;
        if (items.length === 0 || items.at(-1)?.id !== items.length - 1) throw new Error('Rows are missing.');
      },
    },
    text: {
      raw: () => raw.invoke('text'),
      guarded: async () => {
        const { text } = (await client.bench.text.query({ connection, megabytes: 50 })).data;
        if (text.length < 50e6 || !text.endsWith('written.\n')) throw new Error('A part of the text is missing.');
      },
    },
  };
  // Main makes them now.
  if (rounds.large > 0) for (const what of ['rows', 'text'] as const) await ways[what].raw();
  for (let round = 0; round < rounds.large; round += 1) {
    for (const what of ['rows', 'text'] as const) {
      for (const way of round % 2 === 0 ? (['raw', 'guarded'] as const) : (['guarded', 'raw'] as const)) {
        const into = figures[what][way];
        await watchingMain(into, async () => {
          const begun = performance.now();
          into.pageMs.push(await longestTask(ways[what][way]));
          return (performance.now() - begun) / 1000;
        });
      }
    }
  }
  return figures;
}

async function measure(): Promise<Results> {
  const connections = ((await raw.invoke('connections')) as string[]).map((id) => ConnectionId.parse(id));
  const of = (call: number): ConnectionId => connections[call % connections.length] ?? ConnectionId.parse('none');
  const ways: Record<'raw' | 'guarded' | 'governed', Way> = {
    raw: (call) => raw.invoke('echo', { connection: of(call), ...small(call) }),
    guarded: (call) => client.bench.echo.query({ connection: of(call), ...small(call) }),
    governed: (call) => client.bench.governedEcho.query({ connection: of(call), ...small(call) }),
  };
  await raw.invoke('watch main');
  await raw.invoke('main blocks', 100);
  const main = (await raw.invoke('main stood still')) as Standstill;
  const check = { pageMs: await longestTask(async () => blockFor(100)), mainLateMs: main.lateMs, mainBusyMs: main.busyMs };
  const each = (make: (way: Way) => () => Promise<number>) => ({
    raw: make(ways.raw),
    guarded: make(ways.guarded),
    governed: make(ways.governed),
  });
  console.log('one after another …');
  const first = await inTurn(each(oneAfterAnother), rounds.calls);
  console.log('5 000 at once …');
  const second = await inTurn(each(atOnce), rounds.calls);
  console.log('streams …');
  const streams = await measureStreams(of(0));
  console.log('large results …');
  const large = await measureLarge(of(0));
  return { oneAfterAnother: first, atOnce: second, streams, large, check };
}

measure().then(
  (results) => raw.invoke('over', results),
  (error: unknown) => {
    console.log(String(error instanceof Error ? error.stack : error));
    return raw.invoke('over', undefined);
  },
);
