import { getEventListeners } from 'node:events';
import pRetry from 'p-retry';
import { describe, expect, it, vi } from 'vitest';
import { cancel, down, never, watch } from './calls.ts';
import { cockatielsWithFullJitter, cockatielVersions } from './cockatiel.ts';
import { advance, now, useFakeTime } from './fake-time.ts';
import { ours } from './ours.ts';
import type { RetryPeer } from './peer.ts';

const pRetry_7_1_1: RetryPeer = {
  name: 'p-retry 7.1.1',
  mostRetries: Infinity,
  retry:
    ({ retries, baseMs, capMs, deadlineMs = Infinity }) =>
    (work, caller) =>
      pRetry(() => work(caller), {
        retries,
        minTimeout: baseMs,
        maxTimeout: capMs,
        maxRetryTime: deadlineMs,
        randomize: true,
        signal: caller,
      }),
};

useFakeTime();

/** The work always fails; the caller gives up after 100 ms of a back-off of 600 ms. */
async function abortDuringBackOff(peer: RetryPeer): Promise<{ settledAfterMs: number; attempts: number }> {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const caller = new AbortController();
  let attempts = 0;
  const call = watch(
    peer.retry({ retries: 3, baseMs: 600, capMs: 600 })(() => {
      attempts += 1;
      return down();
    }, caller.signal),
  );
  await advance(100);
  const abortedAt = now();
  caller.abort(cancel());
  await advance(10_000);
  return { settledAfterMs: (call.at ?? Infinity) - abortedAt, attempts };
}

describe('an abort during the back-off', () => {
  it.each([ours, pRetry_7_1_1])('ends it at once: $name', async (peer) => {
    expect(await abortDuringBackOff(peer)).toEqual({ settledAfterMs: 0, attempts: 1 });
  });

  it.each(cockatielVersions)('is waited out and answered with one more attempt: $name', async (peer) => {
    expect(await abortDuringBackOff(peer)).toEqual({ settledAfterMs: 500, attempts: 2 });
  });
});

/** Five retries, the back-off at its cap of 150 ms from the second one on; chance gives what is listed. */
async function waitsAtTheCap(peer: RetryPeer): Promise<number[]> {
  const chances = [0.5, 0.2, 0.8, 0.4, 0.6];
  const random = vi.spyOn(Math, 'random');
  for (const chance of chances) random.mockReturnValueOnce(chance);
  const begun: number[] = [];
  watch(
    peer.retry({ retries: 5, baseMs: 100, capMs: 150 })(() => {
      begun.push(now());
      return down();
    }, never()),
  );
  await advance(10_000);
  return begun.slice(1).map((moment, index) => moment - (begun[index] ?? NaN));
}

describe('jitter', () => {
  it('is applied after the cap, so that waits differ there too: ours', async () => {
    expect(await waitsAtTheCap(ours)).toEqual([50, 30, 120, 60, 90]);
  });

  it.each(cockatielsWithFullJitter)('is applied after the cap: $name', async (peer) => {
    expect(await waitsAtTheCap(peer)).toEqual([50, 30, 120, 60, 90]);
  });

  it('is cut off by the cap: p-retry 7.1.1', async () => {
    expect(await waitsAtTheCap(pRetry_7_1_1)).toEqual([150, 150, 150, 150, 150]);
  });

  it.each(cockatielVersions)('of the default generator is cut off by the cap: $name', async (peer) => {
    expect(await waitsAtTheCap(peer)).toEqual([89, 70, 150, 150, 150]);
  });
});

/** As many failures as the peer can be told to bear, at most 1100: 2¹⁰²⁴ is beyond a number. */
async function afterManyFailures(peer: RetryPeer): Promise<{ attempts: number; shortestMs: number; longestMs: number }> {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const begun: number[] = [];
  watch(
    peer.retry({ retries: Math.min(1100, peer.mostRetries), baseMs: 10, capMs: 10 })(() => {
      begun.push(now());
      return down();
    }, never()),
  );
  for (let last = -1; last < begun.length;) {
    last = begun.length;
    await advance(10);
  }
  const waits = begun.slice(1).map((moment, index) => moment - (begun[index] ?? NaN));
  return { attempts: begun.length, shortestMs: Math.min(...waits), longestMs: Math.max(...waits) };
}

describe('a back-off that has grown beyond every number', () => {
  it('cannot occur, as there are at most five retries: ours', async () => {
    expect(await afterManyFailures(ours)).toEqual({ attempts: 6, shortestMs: 5, longestMs: 5 });
  });

  it.each(cockatielsWithFullJitter)('stays at the cap: $name', async (peer) => {
    expect(await afterManyFailures(peer)).toEqual({ attempts: 1101, shortestMs: 5, longestMs: 5 });
  });

  it.each(cockatielVersions)('no longer turns into NaN or Infinity with the default generator: $name', async (peer) => {
    expect(await afterManyFailures(peer)).toEqual({ attempts: 1101, shortestMs: 8, longestMs: 10 });
  });

  it('stays at the cap: p-retry 7.1.1', async () => {
    expect(await afterManyFailures(pRetry_7_1_1)).toEqual({ attempts: 1101, shortestMs: 10, longestMs: 10 });
  });
});

/** Three sleeps and a success, with one signal. */
async function listenersOfSleeps(peer: RetryPeer): Promise<{ atMost: number; left: number }> {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const signal = never();
  const listeners = (): number => getEventListeners(signal, 'abort').length;
  let attempts = 0;
  let atMost = 0;
  const call = watch(
    peer.retry({ retries: 3, baseMs: 100, capMs: 100 })(() => {
      attempts += 1;
      return attempts <= 3 ? down() : Promise.resolve();
    }, signal),
  );
  while (call.state === 'pending') {
    await advance(50);
    atMost = Math.max(atMost, listeners());
  }
  return { atMost, left: listeners() };
}

describe('the listener of a sleep', () => {
  it.each([ours, pRetry_7_1_1])('is gone when the sleep is over: $name', async (peer) => {
    expect(await listenersOfSleeps(peer)).toEqual({ atMost: 1, left: 0 });
  });

  it.each(cockatielVersions)('does not exist, as the sleep cannot be aborted: $name', async (peer) => {
    expect(await listenersOfSleeps(peer)).toEqual({ atMost: 0, left: 0 });
  });
});

/** A deadline of 1000 ms over back-offs of 400 ms. */
async function deadlineInABackOff(peer: RetryPeer): Promise<{ settledAtMs: number; begunAtMs: number[] }> {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const begunAtMs: number[] = [];
  const call = watch(
    peer.retry({ retries: 5, baseMs: 400, capMs: 400, deadlineMs: 1000 })(() => {
      begunAtMs.push(now());
      return down();
    }, never()),
  );
  await advance(10_000);
  return { settledAtMs: call.at ?? Infinity, begunAtMs };
}

describe('a deadline over all attempts and back-offs', () => {
  it('forbids a back-off that cannot end in time: ours', async () => {
    expect(await deadlineInABackOff(ours)).toEqual({ settledAtMs: 800, begunAtMs: [0, 400, 800] });
  });

  it.each(cockatielsWithFullJitter)('is followed by one more attempt that nobody waits for: $name', async (peer) => {
    expect(await deadlineInABackOff(peer)).toEqual({ settledAtMs: 1000, begunAtMs: [0, 400, 800, 1200] });
  });

  it('is followed by one more attempt: p-retry 7.1.1', async () => {
    expect(await deadlineInABackOff(pRetry_7_1_1)).toEqual({ settledAtMs: 1000, begunAtMs: [0, 400, 800, 1000] });
  });
});
