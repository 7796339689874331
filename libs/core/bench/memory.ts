// What a connection leaves behind; run by `core.ts` in a process of its own with `--expose-gc`. Prints one JSON object.
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, type ClockHost } from '../src/index.ts';
import { callOf, connect, work } from './connection.ts';

export interface MemoryFigures {
  /** Megabytes that a million calls left, `heapUsed + external`. */
  readonly leftMB: number;
  readonly timersLeft: number;
  readonly listenersLeft: number;
  /** Kilobytes that an idle connection holds after ten calls. */
  readonly idleKB: number;
  /** How often the clock's native timer fired in two idle seconds after that. */
  readonly idleWakeUps: number;
}

const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');

let wakeUps = 0;
const host: ClockHost = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (callback, ms) =>
    setTimeout(() => {
      wakeUps += 1;
      callback();
    }, ms),
  clearTimer: (timer) => {
    clearTimeout(Number(timer));
  },
};

async function used(): Promise<number> {
  // What ended just now is only free once its last turn of the event loop is over.
  for (let round = 0; round < 5; round += 1) {
    await sleep(20);
    collect?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function aMillionCalls(): Promise<Pick<MemoryFigures, 'leftMB' | 'timersLeft' | 'listenersLeft'>> {
  const { run, parts } = connect(systemClock());
  const { signal } = new AbortController();
  const callMany = async (calls: number): Promise<void> => {
    // Seven keys and a bypass: hits, misses and plain calls in turn; a thousand under way at a time.
    for (let done = 0; done < calls; done += 1000)
      await Promise.all(
        Array.from({ length: 1000 }, (_, at) => run(work, callOf(at % 8 === 0 ? undefined : `key ${String(at % 8)}`, signal))),
      );
  };
  await callMany(100_000);
  const before = await used();
  await callMany(1_000_000);
  const after = await used();
  if (parts.length === 0) throw new Error('the connection must live until here');
  return {
    leftMB: (after - before) / 2 ** 20,
    // Timers that would keep the process alive.
    timersLeft: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
    listenersLeft: getEventListeners(signal, 'abort').length,
  };
}

async function idleConnections(): Promise<Pick<MemoryFigures, 'idleKB' | 'idleWakeUps'>> {
  const clock = systemClock(host);
  const many = 2000;
  const open = async (): Promise<readonly unknown[]> => {
    const connections = Array.from({ length: many }, () => connect(clock));
    for (const { run } of connections) for (let i = 0; i < 10; i += 1) await run(work, callOf());
    return connections;
  };
  await open();
  const before = await used();
  const connections = await open();
  const after = await used();
  wakeUps = 0;
  await sleep(2000);
  return { idleKB: (after - before) / 1024 / connections.length, idleWakeUps: wakeUps };
}

console.log(JSON.stringify({ ...(await aMillionCalls()), ...(await idleConnections()) } satisfies MemoryFigures));
