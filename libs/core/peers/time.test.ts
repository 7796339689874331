import { describe, expect, it } from 'vitest';
import { attempt, down, fine } from './calls.ts';
import { cockatielVersions } from './cockatiel.ts';
import { advance, stepWall, useFakeTime } from './fake-time.ts';
import { opossumVersions } from './opossum.ts';
import { ours } from './ours.ts';
import type { Breaker, BreakerPeer } from './peer.ts';

const hour = 3_600_000;

useFakeTime();

/**
 * The computer sleeps: its own clock has moved on when it wakes, but the monotonic one and with it every timer may have
 * stood still (nodejs/node#47724). Who can be told of it is told.
 */
function sleepComputer({ power }: Breaker, ms: number): void {
  power?.suspend();
  stepWall(ms);
  power?.resume();
}

/** The circuit is open for a second; meanwhile the computer's clock is set back by an hour. Two seconds later the system is well. */
async function clockBack(peer: BreakerPeer): Promise<string> {
  const breaker = peer.breaker({ failures: 1, openMs: 1000 });
  await attempt(breaker, down);
  stepWall(-hour);
  await advance(2000);
  return attempt(breaker, fine);
}

describe('a clock that is set back while the circuit is open', () => {
  it.each([ours, ...opossumVersions])('changes nothing: $name', async (peer) => {
    expect(await clockBack(peer)).toBe('value');
  });

  it.each(cockatielVersions)('keeps it open for an hour more: $name', async (peer) => {
    expect(await clockBack(peer)).toBe('error');
  });
});

/** The circuit is open for a minute; the computer's clock is set forward by a day. */
async function clockForward(peer: BreakerPeer): Promise<string> {
  const breaker = peer.breaker({ failures: 1, openMs: 60_000 });
  await attempt(breaker, down);
  stepWall(24 * hour);
  return attempt(breaker, fine);
}

describe('a clock that is set forward while the circuit is open', () => {
  it.each([ours, ...opossumVersions])('changes nothing: $name', async (peer) => {
    expect(await clockForward(peer)).toBe('error');
  });

  it.each(cockatielVersions)('lets a call through at once: $name', async (peer) => {
    expect(await clockForward(peer)).toBe('value');
  });
});

/** The circuit is open for a minute, the computer sleeps for eight hours. */
async function openOverNight(peer: BreakerPeer): Promise<string> {
  const breaker = peer.breaker({ failures: 1, openMs: 60_000 });
  await attempt(breaker, down);
  sleepComputer(breaker, 8 * hour);
  return attempt(breaker, fine);
}

describe('a circuit that was open before the computer slept', () => {
  it.each([ours, ...cockatielVersions])('takes the night into account: $name', async (peer) => {
    expect(await openOverNight(peer)).toBe('value');
  });

  it.each(opossumVersions)('still waits for a timer that stood still: $name', async (peer) => {
    expect(await openOverNight(peer)).toBe('error');
  });
});

/** Ten failures, too few by one, then the computer sleeps for eight hours; one more failure. */
async function failuresOfYesterday(peer: BreakerPeer): Promise<{ open: boolean }> {
  const breaker = peer.breaker({ failures: 10, openMs: 1000, ratio: { threshold: 0.5, minimum: 12, windowMs: 10_000 } });
  for (const work of [down, down, down, down, down, fine, down, down, down, down, down]) await attempt(breaker, work);
  expect(breaker.isOpen()).toBe(false);
  sleepComputer(breaker, 8 * hour);
  await attempt(breaker, down);
  return { open: breaker.isOpen() };
}

describe('failures from before the computer slept', () => {
  it('are out of the window: ours', async () => {
    expect(await failuresOfYesterday(ours)).toEqual({ open: false });
  });

  it.each([...cockatielVersions, ...opossumVersions])('open the circuit together with the first one after it: $name', async (peer) => {
    expect(await failuresOfYesterday(peer)).toEqual({ open: true });
  });
});
