import { describe, expect, it, vi } from 'vitest';
import { abortError } from '../src/abort.ts';
import { IntegrationError } from '../src/integration-error.ts';
import { deferred } from '../src/testing/call.ts';
import { attempt, cancel, down, fine, never, watch } from './calls.ts';
import { cockatiel_3_2_1, cockatiel_4_0_0, cockatielVersions } from './cockatiel.ts';
import { advance, stepWall, useFakeTime } from './fake-time.ts';
import { opossumVersions } from './opossum.ts';
import { ours } from './ours.ts';
import type { Breaker, BreakerPeer } from './peer.ts';

useFakeTime();

/** One failure opens the circuit; after a second a probe may go. */
async function openCircuit(peer: BreakerPeer, timeoutMs?: number): Promise<Breaker> {
  const breaker = peer.breaker({ failures: 1, openMs: 1000, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  await attempt(breaker, down);
  expect(breaker.isOpen()).toBe(true);
  return breaker;
}

/** Five hundred calls come while the probe is out. */
async function whileTheProbeIsOut(peer: BreakerPeer): Promise<{ refusedAtOnce: number; ranTogetherAfterwards: number }> {
  const breaker = await openCircuit(peer);
  await advance(1001);
  const probe = deferred<string>();
  watch(breaker.run(() => probe.promise, never()));
  await advance(0);
  let running = 0;
  const waiters = Array.from({ length: 500 }, () =>
    watch(
      breaker.run(() => {
        running += 1;
        return new Promise(() => undefined);
      }, never()),
    ),
  );
  await advance(0);
  const refusedAtOnce = waiters.filter(({ state }) => state === 'error').length;
  probe.resolve('fine');
  await advance(0);
  return { refusedAtOnce, ranTogetherAfterwards: running };
}

describe('a call while the probe is out', () => {
  it.each([ours, ...opossumVersions])('is refused at once: $name', async (peer) => {
    expect(await whileTheProbeIsOut(peer)).toEqual({ refusedAtOnce: 500, ranTogetherAfterwards: 0 });
  });

  it.each(cockatielVersions)('is parked, and all are let go at once: $name', async (peer) => {
    expect(await whileTheProbeIsOut(peer)).toEqual({ refusedAtOnce: 0, ranTogetherAfterwards: 500 });
  });
});

/** Whoever listens throws every time; the work succeeds. */
async function throwingListener(peer: BreakerPeer): Promise<{ call: string; open: boolean }> {
  const breaker = peer.breaker({
    failures: 1,
    openMs: 1000,
    listener: () => {
      throw new Error('A broken listener.');
    },
  });
  return { call: await attempt(breaker, fine), open: breaker.isOpen() };
}

describe('a listener that throws', () => {
  it('changes nothing: ours', async () => {
    expect(await throwingListener(ours)).toEqual({ call: 'value', open: false });
  });

  it.each([...opossumVersions, ...cockatielVersions])('rejects a successful call and opens the circuit: $name', async (peer) => {
    expect(await throwingListener(peer)).toEqual({ call: 'error', open: true });
  });
});

/** The first of two calls runs into the limit of 100 ms; a third one comes later. */
async function signalsOfOtherCalls(peer: BreakerPeer): Promise<{ secondAborted: boolean; thirdBeganAborted: boolean }> {
  const breaker = peer.breaker({ failures: 10, openMs: 1000, timeoutMs: 100 });
  const signals: AbortSignal[] = [];
  const endless = (signal: AbortSignal): Promise<never> => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  watch(breaker.run(endless, never()));
  await advance(60);
  watch(breaker.run(endless, never()));
  await advance(50);
  const secondAborted = signals[1]?.aborted ?? false;
  await advance(100);
  let thirdBeganAborted = false;
  watch(
    breaker.run(async (signal) => {
      thirdBeganAborted = signal.aborted;
    }, never()),
  );
  await advance(0);
  return { secondAborted, thirdBeganAborted };
}

describe('the timeout of one call', () => {
  it.each([ours, ...cockatielVersions])('leaves the signals of other calls alone: $name', async (peer) => {
    expect(await signalsOfOtherCalls(peer)).toEqual({ secondAborted: false, thirdBeganAborted: false });
  });

  it.each(opossumVersions)('aborts every other call, and those that come later: $name', async (peer) => {
    expect(await signalsOfOtherCalls(peer)).toEqual({ secondAborted: true, thirdBeganAborted: true });
  });
});

/** Ten failures, too few by one, and after eight hours of silence an eleventh. A success in between keeps them from being in a row. */
async function afterEightHours(peer: BreakerPeer): Promise<{ open: boolean }> {
  const breaker = peer.breaker({ failures: 10, openMs: 1000, ratio: { threshold: 0.5, minimum: 12, windowMs: 10_000 } });
  for (const work of [down, down, down, down, down, fine, down, down, down, down, down]) await attempt(breaker, work);
  expect(breaker.isOpen()).toBe(false);
  vi.advanceTimersByTime(8 * 3_600_000);
  await attempt(breaker, down);
  return { open: breaker.isOpen() };
}

describe('a failure after eight hours of silence', () => {
  it.each([ours, ...opossumVersions])('is the only one in a window of ten seconds: $name', async (peer) => {
    expect(await afterEightHours(peer)).toEqual({ open: false });
  });

  it.each(cockatielVersions)('opens the circuit together with those of the morning: $name', async (peer) => {
    expect(await afterEightHours(peer)).toEqual({ open: true });
  });
});

/** A call from before the circuit opened fails after the probe has closed it again. */
async function lateFailure(peer: BreakerPeer): Promise<{ open: boolean }> {
  const breaker = peer.breaker({ failures: 1, openMs: 1000 });
  const slow = deferred<never>();
  watch(breaker.run(() => slow.promise, never()));
  await attempt(breaker, down);
  await advance(1001);
  expect(await attempt(breaker, fine)).toBe('value');
  expect(breaker.isOpen()).toBe(false);
  slow.reject(new IntegrationError('network_error', 'Down.'));
  await advance(0);
  return { open: breaker.isOpen() };
}

describe('a failure of a call from before the circuit opened', () => {
  it('is ignored after it has closed: ours', async () => {
    expect(await lateFailure(ours)).toEqual({ open: false });
  });

  it.each([...cockatielVersions, ...opossumVersions])('opens it again: $name', async (peer) => {
    expect(await lateFailure(peer)).toEqual({ open: true });
  });
});

/** A call from before the circuit opened succeeds while the probe is out. */
async function lateSuccess(peer: BreakerPeer): Promise<{ nextCall: string }> {
  const breaker = peer.breaker({ failures: 1, openMs: 1000 });
  const slow = deferred<string>();
  watch(breaker.run(() => slow.promise, never()));
  await attempt(breaker, down);
  await advance(1001);
  watch(breaker.run(() => new Promise(() => undefined), never()));
  await advance(0);
  slow.resolve('fine');
  await advance(0);
  return { nextCall: await attempt(breaker, fine) };
}

describe('a success of a call from before the circuit opened', () => {
  it('does not answer for the probe, so others are still refused: ours', async () => {
    expect(await lateSuccess(ours)).toEqual({ nextCall: 'error' });
  });

  it.each(cockatielVersions)('does not answer for the probe, so others still wait: $name', async (peer) => {
    expect(await lateSuccess(peer)).toEqual({ nextCall: 'pending' });
  });

  it.each(opossumVersions)('closes the circuit while the probe is out: $name', async (peer) => {
    expect(await lateSuccess(peer)).toEqual({ nextCall: 'value' });
  });
});

/** The probe is cancelled by its caller and says so. */
async function cancelledProbe(peer: BreakerPeer): Promise<{ letsEverybodyThrough: boolean }> {
  const breaker = await openCircuit(peer);
  await advance(1001);
  await attempt(breaker, () => Promise.reject(cancel()));
  let running = 0;
  for (let count = 0; count < 2; count += 1) {
    await attempt(breaker, () => {
      running += 1;
      return new Promise(() => undefined);
    });
  }
  return { letsEverybodyThrough: running === 2 };
}

describe('a probe that its caller cancels', () => {
  it('proves nothing, so the next call is the probe and the others are refused: ours', async () => {
    expect(await cancelledProbe(ours)).toEqual({ letsEverybodyThrough: false });
  });

  it.each([...cockatielVersions, ...opossumVersions])('closes the circuit as if it had succeeded: $name', async (peer) => {
    expect(await cancelledProbe(peer)).toEqual({ letsEverybodyThrough: true });
  });
});

/** Five cancels in a row. */
async function cancels(peer: BreakerPeer): Promise<{ open: boolean }> {
  const breaker = peer.breaker({ failures: 5, openMs: 1000 });
  for (let count = 0; count < 5; count += 1) await attempt(breaker, () => Promise.reject(cancel()));
  return { open: breaker.isOpen() };
}

describe('cancels by the caller', () => {
  it.each([ours, ...cockatielVersions, ...opossumVersions])('do not open the circuit: $name', async (peer) => {
    expect(await cancels(peer)).toEqual({ open: false });
  });
});

/** The probe hangs, whatever its signal says; its caller gives up after a second. The next call comes a minute and a half later. */
async function hangingProbe(peer: BreakerPeer, timeoutMs?: number): Promise<{ nextCall: string }> {
  const breaker = await openCircuit(peer, timeoutMs);
  await advance(1001);
  const caller = new AbortController();
  watch(breaker.run(() => new Promise(() => undefined), caller.signal));
  await advance(1000);
  caller.abort(cancel());
  await advance(90_000);
  return { nextCall: await attempt(breaker, fine) };
}

describe('a probe that hangs', () => {
  it.each([ours, ...opossumVersions])('gives its place to another one: $name', async (peer) => {
    expect(await hangingProbe(peer)).toEqual({ nextCall: 'value' });
  });

  it.each(cockatielVersions)('parks every call for ever: $name', async (peer) => {
    expect(await hangingProbe(peer)).toEqual({ nextCall: 'pending' });
  });

  it.each([ours, ...cockatielVersions, ...opossumVersions])('ends where there is a timeout inside: $name', async (peer) => {
    expect(await hangingProbe(peer, 5000)).toEqual({ nextCall: 'value' });
  });
});

/** A call comes while the probe is out, runs when the peer lets it, and is aborted then. */
async function abortOfAWaiter(peer: BreakerPeer): Promise<{ ran: boolean; reachedByAbort: boolean }> {
  const breaker = await openCircuit(peer);
  await advance(1001);
  const probe = deferred<string>();
  watch(breaker.run(() => probe.promise, never()));
  await advance(0);
  const caller = new AbortController();
  let ran = false;
  let reachedByAbort = false;
  watch(
    breaker.run((signal) => {
      ran = true;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reachedByAbort = true;
          reject(abortError(signal));
        });
      });
    }, caller.signal),
  );
  await advance(0);
  probe.resolve('fine');
  await advance(0);
  caller.abort(cancel());
  await advance(0);
  return { ran, reachedByAbort };
}

describe('the abort of a call that came while the probe was out', () => {
  it.each([ours, ...opossumVersions])('has nothing to reach, as the call was refused: $name', async (peer) => {
    expect(await abortOfAWaiter(peer)).toEqual({ ran: false, reachedByAbort: false });
  });

  it('does not reach the work: cockatiel 3.2.1', async () => {
    expect(await abortOfAWaiter(cockatiel_3_2_1)).toEqual({ ran: true, reachedByAbort: false });
  });

  it('reaches the work again: cockatiel 4.0.0', async () => {
    expect(await abortOfAWaiter(cockatiel_4_0_0)).toEqual({ ran: true, reachedByAbort: true });
  });
});

/** The abort of the probe itself. */
async function abortOfTheProbe(peer: BreakerPeer): Promise<{ reachedByAbort: boolean }> {
  const breaker = await openCircuit(peer);
  await advance(1001);
  const caller = new AbortController();
  let reachedByAbort = false;
  watch(
    breaker.run((signal) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reachedByAbort = true;
          reject(abortError(signal));
        });
      });
    }, caller.signal),
  );
  await advance(0);
  caller.abort(cancel());
  await advance(0);
  return { reachedByAbort };
}

describe('the abort of the probe', () => {
  it.each([ours, ...cockatielVersions])('reaches its work: $name', async (peer) => {
    expect(await abortOfTheProbe(peer)).toEqual({ reachedByAbort: true });
  });
});

/** The circuit opened while the computer's clock was a year ahead; its state is taken up by a new process when the clock is right again. */
async function restoredFromTheFuture(peer: BreakerPeer): Promise<{ nextCall: string }> {
  const year = 365 * 24 * 3_600_000;
  stepWall(year);
  const snapshot = (await openCircuit(peer)).snapshot();
  stepWall(-year);
  const breaker = peer.breaker({ failures: 1, openMs: 1000, restored: JSON.parse(JSON.stringify(snapshot)) });
  await advance(600_001);
  return { nextCall: await attempt(breaker, fine) };
}

describe('a restored circuit whose clock was wrong', () => {
  it.each([ours, ...opossumVersions])('is open for no longer than usual: $name', async (peer) => {
    expect(await restoredFromTheFuture(peer)).toEqual({ nextCall: 'value' });
  });

  it.each(cockatielVersions)('stays open for a year: $name', async (peer) => {
    expect(await restoredFromTheFuture(peer)).toEqual({ nextCall: 'error' });
  });
});

/** What an earlier version, another program or a broken disk left behind. */
async function restoredFromJunk(peer: BreakerPeer): Promise<string> {
  try {
    return await attempt(peer.breaker({ failures: 1, openMs: 1000, restored: {} }), fine);
  } catch (error) {
    return error instanceof TypeError ? 'TypeError at construction' : 'thrown';
  }
}

describe('a restored state that is none', () => {
  it.each([ours, ...opossumVersions])('is a circuit as new: $name', async (peer) => {
    expect(await restoredFromJunk(peer)).toBe('value');
  });

  it.each(cockatielVersions)('cannot be built: $name', async (peer) => {
    expect(await restoredFromJunk(peer)).toBe('TypeError at construction');
  });
});

/** One slot, taken; five more calls are refused for want of another, the system itself never failed. */
async function refusedByTheBulkhead(peer: BreakerPeer): Promise<{ open: boolean }> {
  const breaker = peer.breaker({ failures: 5, openMs: 1000, limit: 1 });
  watch(breaker.run(() => new Promise(() => undefined), never()));
  for (let count = 0; count < 5; count += 1) expect(await attempt(breaker, fine)).toBe('error');
  return { open: breaker.isOpen() };
}

describe('calls that the bulkhead refuses', () => {
  it('do not open the circuit: ours', async () => {
    expect(await refusedByTheBulkhead(ours)).toEqual({ open: false });
  });

  it.each(opossumVersions)('open the circuit: $name', async (peer) => {
    expect(await refusedByTheBulkhead(peer)).toEqual({ open: true });
  });
});
