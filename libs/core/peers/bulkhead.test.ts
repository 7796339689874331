import { describe, expect, it } from 'vitest';
import { deferred } from '../src/testing/call.ts';
import { cancel, never, watch } from './calls.ts';
import { cockatiel_3_2_1, cockatiel_4_0_0, cockatielVersions } from './cockatiel.ts';
import { advance, useFakeTime } from './fake-time.ts';
import { opossumVersions } from './opossum.ts';
import { ours } from './ours.ts';
import type { BulkheadPeer } from './peer.ts';

useFakeTime();

const endless = (): Promise<never> => new Promise(() => undefined);

/** One slot, taken; one place to wait, taken by a caller who gives up. Somebody else comes. */
async function abortedWaiter(peer: BulkheadPeer): Promise<{ settledAtOnce: boolean; placeFree: boolean }> {
  const run = peer.bulkhead({ limit: 1, queue: 1 });
  watch(run(endless, never()));
  const caller = new AbortController();
  const waiter = watch(run(endless, caller.signal));
  await advance(0);
  caller.abort(cancel());
  await advance(1000);
  const settledAtOnce = waiter.state === 'error';
  const next = watch(run(endless, never()));
  await advance(0);
  return { settledAtOnce, placeFree: next.state === 'pending' };
}

describe('a waiter whose caller aborts', () => {
  it('leaves at once and frees its place: ours', async () => {
    expect(await abortedWaiter(ours)).toEqual({ settledAtOnce: true, placeFree: true });
  });

  it.each(cockatielVersions)('keeps its place until a slot is free: $name', async (peer) => {
    expect(await abortedWaiter(peer)).toEqual({ settledAtOnce: false, placeFree: false });
  });
});

/** One slot, taken; the first of two waiters gives up, then the slot becomes free. */
async function waiterBehindAnAbortedOne(peer: BulkheadPeer): Promise<{ ran: boolean }> {
  const run = peer.bulkhead({ limit: 1, queue: 2 });
  const first = deferred<undefined>();
  watch(run(() => first.promise, never()));
  const caller = new AbortController();
  watch(run(endless, caller.signal));
  let ran = false;
  watch(
    run(async () => {
      ran = true;
    }, never()),
  );
  await advance(0);
  caller.abort(cancel());
  await advance(0);
  first.resolve(undefined);
  await advance(1000);
  return { ran };
}

describe('a waiter behind one whose caller aborted', () => {
  it('gets the slot: ours', async () => {
    expect(await waiterBehindAnAbortedOne(ours)).toEqual({ ran: true });
  });

  it('starves beside a free slot: cockatiel 3.2.1', async () => {
    expect(await waiterBehindAnAbortedOne(cockatiel_3_2_1)).toEqual({ ran: false });
  });

  it('gets the slot again: cockatiel 4.0.0', async () => {
    expect(await waiterBehindAnAbortedOne(cockatiel_4_0_0)).toEqual({ ran: true });
  });
});

/** Two slots, a limit of 100 ms, and work that ignores its signal and takes a second. Two calls every 100 ms. */
async function slotsAtTimeout(peer: BulkheadPeer): Promise<{ ranTogether: number }> {
  const run = peer.bulkhead({ limit: 2, queue: 0, timeoutMs: 100 });
  let running = 0;
  let ranTogether = 0;
  const work = (): Promise<void> => {
    running += 1;
    ranTogether = Math.max(ranTogether, running);
    return new Promise((resolve) => {
      setTimeout(() => {
        running -= 1;
        resolve();
      }, 1000);
    });
  };
  for (let round = 0; round < 5; round += 1) {
    for (let count = 0; count < 2; count += 1) watch(run(work, never()));
    await advance(101);
  }
  return { ranTogether };
}

describe('a slot whose work ran into its limit', () => {
  it('is held until the work has really ended, so two run at once: ours', async () => {
    expect(await slotsAtTimeout(ours)).toEqual({ ranTogether: 2 });
  });

  it.each([...opossumVersions, ...cockatielVersions])('is free at once, so ten run in two slots: $name', async (peer) => {
    expect(await slotsAtTimeout(peer)).toEqual({ ranTogether: 10 });
  });
});
