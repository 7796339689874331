import { getEventListeners } from 'node:events';
import pTimeout from 'p-timeout';
import { describe, expect, it } from 'vitest';
import { deferred } from '../src/testing/call.ts';
import { cancel, never, watch } from './calls.ts';
import { cockatielsWithoutAbortOnReturn, cockatielVersions } from './cockatiel.ts';
import { advance, now, useFakeTime } from './fake-time.ts';
import { ours } from './ours.ts';
import type { TimeoutPeer } from './peer.ts';

/** It takes a promise that is on its way already, so the work can only have the caller's own signal. */
const pTimeout_7_0_2: TimeoutPeer = {
  name: 'p-timeout 7.0.2',
  timeout: (milliseconds) => (work, caller) => pTimeout(work(caller), { milliseconds, signal: caller }),
};

useFakeTime();

/** A response whose body comes in two parts, 10 ms apart, and breaks off when the request is aborted, as that of `fetch`. */
function slowResponse(signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode('first, '));
      const timer = setTimeout(() => {
        controller.enqueue(encoder.encode('second'));
        controller.close();
      }, 10);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        controller.error(signal.reason);
      });
    },
  });
  return new Response(body);
}

/** The work returns with the headers, well in time; the caller then reads the body. */
async function readBodyAfterwards(peer: Pick<TimeoutPeer, 'timeout'>): Promise<string> {
  const response = await peer.timeout(5000)(async (signal) => slowResponse(signal), never());
  const reading = response.text().catch((error: unknown) => (error instanceof Error ? error.name : 'failed'));
  await advance(20);
  return reading;
}

describe('the body of an answer', () => {
  it.each([ours, pTimeout_7_0_2])('can be read after the work has returned: $name', async (peer) => {
    expect(await readBodyAfterwards(peer)).toBe('first, second');
  });

  it.each(cockatielVersions)('cannot be read, as the signal is aborted on return: $name', async (peer) => {
    expect(await readBodyAfterwards(peer)).toBe('AbortError');
  });

  it.each(cockatielsWithoutAbortOnReturn)('can be read: $name', async (peer) => {
    expect(await readBodyAfterwards(peer)).toBe('first, second');
  });
});

/** The work reads a body that never ends. */
async function bodyThatStalls(peer: TimeoutPeer): Promise<{ settledAfterMs: number; readingAborted: boolean }> {
  let readingAborted = false;
  const call = watch(
    peer.timeout(1000)(async (signal) => {
      const stalled = new ReadableStream({
        start(controller) {
          signal.addEventListener('abort', () => {
            readingAborted = true;
            controller.error(signal.reason);
          });
        },
      });
      return new Response(stalled).text();
    }, never()),
  );
  await advance(5000);
  return { settledAfterMs: call.at ?? Infinity, readingAborted };
}

describe('the limit', () => {
  it.each([ours, ...cockatielVersions])('covers the reading of the body and aborts it: $name', async (peer) => {
    expect(await bodyThatStalls(peer)).toEqual({ settledAfterMs: 1000, readingAborted: true });
  });

  it('settles the caller but cannot abort the work: p-timeout 7.0.2', async () => {
    expect(await bodyThatStalls(pTimeout_7_0_2)).toEqual({ settledAfterMs: 1000, readingAborted: false });
  });
});

/** The work, if it is begun at all, rejects long after its caller was answered; what nobody handles is counted. */
async function lateRejection(peer: TimeoutPeer, { preAborted }: { preAborted: boolean }): Promise<{ begun: boolean; unhandled: number }> {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  let unhandled = 0;
  process.on('unhandledRejection', () => {
    unhandled += 1;
  });
  try {
    let reject: ((error: Error) => void) | undefined;
    const caller = new AbortController();
    if (preAborted) caller.abort(cancel());
    const work = (): Promise<never> => {
      const late = deferred<never>();
      reject = late.reject;
      return late.promise;
    };
    const call = watch(peer.timeout(100)(work, caller.signal));
    await advance(200);
    expect(call.state).toBe('error');
    reject?.(new Error('Too late.'));
    await new Promise((resolve) => setImmediate(resolve));
    return { begun: reject !== undefined, unhandled };
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
}

describe('a rejection that comes too late', () => {
  it.each([ours, ...cockatielVersions, pTimeout_7_0_2])('is swallowed: $name', async (peer) => {
    expect(await lateRejection(peer, { preAborted: false })).toEqual({ begun: true, unhandled: 0 });
  });

  it('cannot come when the caller had aborted before, as the work is not begun: ours', async () => {
    expect(await lateRejection(ours, { preAborted: true })).toEqual({ begun: false, unhandled: 0 });
  });

  it.each([...cockatielVersions, pTimeout_7_0_2])('is swallowed also when the caller had aborted before: $name', async (peer) => {
    expect(await lateRejection(peer, { preAborted: true })).toEqual({ begun: true, unhandled: 0 });
  });
});

/** The work ignores its signal and succeeds after the limit. */
async function lateSuccess(peer: TimeoutPeer): Promise<{ state: string; settledAfterMs: number }> {
  const work = deferred<string>();
  const call = watch(peer.timeout(100)(() => work.promise, never()));
  await advance(150);
  work.resolve('Too late.');
  await advance(0);
  return { state: call.state, settledAfterMs: call.at ?? Infinity };
}

describe('a success that comes too late', () => {
  it.each([ours, ...cockatielVersions, pTimeout_7_0_2])('is discarded: $name', async (peer) => {
    expect(await lateSuccess(peer)).toEqual({ state: 'error', settledAfterMs: 100 });
  });
});

/** The caller gives up after 10 ms of a limit of 5000 ms. */
async function callersAbort(peer: TimeoutPeer): Promise<{ settledAtMs: number; message: string }> {
  const caller = new AbortController();
  const call = watch(peer.timeout(5000)(() => new Promise(() => undefined), caller.signal));
  await advance(10);
  caller.abort(cancel());
  await advance(10_000);
  return { settledAtMs: call.at ?? Infinity, message: call.error instanceof Error ? call.error.message : '' };
}

describe('the caller’s own cancel', () => {
  it.each([ours, pTimeout_7_0_2])('is told from the limit: $name', async (peer) => {
    expect(await callersAbort(peer)).toEqual({ settledAtMs: 10, message: 'Cancelled.' });
  });

  it.each(cockatielVersions)('is reported as a timeout: $name', async (peer) => {
    expect(await callersAbort(peer)).toEqual({ settledAtMs: 10, message: 'Operation timed out after 5000ms' });
  });
});

/** One signal for a call that succeeds, one that fails, one that takes too long. */
async function listenersLeft(peer: TimeoutPeer): Promise<number> {
  const signal = never();
  const run = peer.timeout(100);
  await watchEnd(run(() => Promise.resolve(), signal));
  await watchEnd(run(() => Promise.reject(new Error('Down.')), signal));
  await watchEnd(run(() => new Promise(() => undefined), signal));
  expect(now()).toBe(100);
  return getEventListeners(signal, 'abort').length;
}

async function watchEnd(promise: Promise<unknown>): Promise<void> {
  const call = watch(promise);
  await advance(0);
  while (call.state === 'pending') await advance(10);
}

describe('the listener on the caller’s signal', () => {
  it.each([ours, ...cockatielVersions, pTimeout_7_0_2])('is gone after success, failure and timeout: $name', async (peer) => {
    expect(await listenersLeft(peer)).toBe(0);
  });
});
