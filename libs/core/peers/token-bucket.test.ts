import Bottleneck from 'bottleneck';
import pThrottle from 'p-throttle';
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import { describe, expect, it } from 'vitest';
import { never, watch } from './calls.ts';
import { advance, now, stepWall, useFakeTime } from './fake-time.ts';
import { ours } from './ours.ts';
import type { RateLimitPeer, Run, Work } from './peer.ts';

const bottleneck: RateLimitPeer = {
  name: 'bottleneck 2.19.5',
  rateLimit: ({ limit, windowMs }) => {
    const limiter = new Bottleneck({ reservoir: limit, reservoirRefreshAmount: limit, reservoirRefreshInterval: windowMs });
    return (work, caller) => limiter.schedule(() => work(caller));
  },
};

function throttle(name: string, strict: boolean): RateLimitPeer {
  return {
    name,
    rateLimit: ({ limit, windowMs }) => {
      const throttled = pThrottle({ limit, interval: windowMs, strict })((work: Work<unknown>, caller: AbortSignal) => work(caller));
      return ((work, caller) => throttled(work, caller)) as Run;
    },
  };
}
const pThrottle_8_1_1 = throttle('p-throttle 8.1.1', false);
const strictPThrottle_8_1_1 = throttle('p-throttle 8.1.1, strict', true);

const rateLimiterFlexible: RateLimitPeer = {
  name: 'rate-limiter-flexible 11.4.0',
  rateLimit: ({ limit, windowMs }) => {
    const queue = new RateLimiterQueue(new RateLimiterMemory({ points: limit, duration: windowMs / 1000 }));
    return async (work, caller) => {
      await queue.removeTokens(1);
      return work(caller);
    };
  },
};

useFakeTime();

/** At most 5 in 500 ms; `early` calls at once, then, just before the 500 ms are over, ten more. */
async function edgeOfTheWindow(peer: RateLimitPeer, early: number): Promise<{ mostIn79Ms: number; mostIn500Ms: number }> {
  const run = peer.rateLimit({ limit: 5, windowMs: 500 });
  const begun: number[] = [];
  const call = (): void => {
    watch(
      run(async () => {
        begun.push(now());
      }, never()),
    );
  };
  for (let count = 0; count < early; count += 1) call();
  await advance(480);
  for (let count = 0; count < 10; count += 1) call();
  await advance(5000);
  expect(begun).toHaveLength(early + 10);
  const mostIn = (ms: number): number =>
    Math.max(...begun.map((from) => begun.filter((moment) => moment >= from && moment < from + ms).length));
  return { mostIn79Ms: mostIn(79), mostIn500Ms: mostIn(500) };
}

describe('ten calls at the edge of a window for five', () => {
  it('begin as tokens come in, none twice: ours', async () => {
    // A burst of 5, and what trickles in: 0.79 in 79 ms, less than 5 in less than 500 ms.
    expect(await edgeOfTheWindow(ours, 0)).toEqual({ mostIn79Ms: 5, mostIn500Ms: 9 });
    expect(await edgeOfTheWindow(ours, 1)).toEqual({ mostIn79Ms: 5, mostIn500Ms: 9 });
  });

  it('begin all at once: bottleneck 2.19.5', async () => {
    expect(await edgeOfTheWindow(bottleneck, 0)).toEqual({ mostIn79Ms: 10, mostIn500Ms: 10 });
  });

  it.each([pThrottle_8_1_1, rateLimiterFlexible])('begin nearly all at once: $name', async (peer) => {
    expect(await edgeOfTheWindow(peer, 1)).toEqual({ mostIn79Ms: 9, mostIn500Ms: 9 });
  });

  it('wait for a sliding window: p-throttle 8.1.1, strict', async () => {
    expect(await edgeOfTheWindow(strictPThrottle_8_1_1, 1)).toEqual({ mostIn79Ms: 5, mostIn500Ms: 5 });
  });
});

/** All five are used up, somebody sets the computer's clock back by an hour, one more call comes; is it begun within two seconds? */
async function clockBack(peer: RateLimitPeer): Promise<{ begun: boolean }> {
  const run = peer.rateLimit({ limit: 5, windowMs: 500 });
  for (let count = 0; count < 5; count += 1) watch(run(() => Promise.resolve(), never()));
  await advance(10);
  stepWall(-3_600_000);
  let begun = false;
  watch(
    run(async () => {
      begun = true;
    }, never()),
  );
  await advance(2000);
  return { begun };
}

describe('a clock that is set back', () => {
  it('does not stop the refill: ours', async () => {
    expect(await clockBack(ours)).toEqual({ begun: true });
  });

  it.each([bottleneck, pThrottle_8_1_1, strictPThrottle_8_1_1, rateLimiterFlexible])('stops it: $name', async (peer) => {
    expect(await clockBack(peer)).toEqual({ begun: false });
  });
});

/** Two jobs run into their limit one after the other; a third wants the slot. There is nothing like it of ours: the timeout settles the call. */
async function expiredJob(): Promise<{ nextRan: boolean; running: number }> {
  const limiter = new Bottleneck({ maxConcurrent: 1, minTime: 20 });
  watch(limiter.schedule({ expiration: 50 }, () => new Promise(() => undefined)));
  watch(limiter.schedule({ expiration: 50 }, () => new Promise(() => undefined)));
  let nextRan = false;
  watch(
    limiter.schedule(async () => {
      nextRan = true;
    }),
  );
  await advance(1000);
  return { nextRan, running: await withTime(limiter.running()) };
}

async function withTime<T>(promise: Promise<T>): Promise<T> {
  await advance(10);
  return promise;
}

describe('a job that expires', () => {
  it('gives its slot back: bottleneck 2.19.5', async () => {
    expect(await expiredJob()).toEqual({ nextRan: true, running: 0 });
  });
});
