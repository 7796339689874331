import { describe, expect, it } from 'vitest';
import type { Call } from './call.ts';
import { deadline } from './deadline.ts';
import { countedSignal, testCall, testEnv } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

describe('deadline', () => {
  it.each([0, -1, Number.NaN, Infinity])('refuses a budget of %s ms', (ms) => {
    expect(() => deadline(testEnv(new ManualClock()), { ms })).toThrow(new RangeError(`ms must be above 0, got ${String(ms)}`));
  });

  it('tells everything inside when it comes, as a moment of the clock; an earlier one of the caller stands', async () => {
    const clock = new ManualClock();
    const policy = deadline(testEnv(clock), { ms: 100 });
    await clock.advance(1000);
    const deadlineOf = (changes: Partial<Call>): Promise<number | undefined> =>
      policy((call) => Promise.resolve(call.deadlineAt), testCall(changes));
    await expect(deadlineOf({})).resolves.toBe(1100);
    await expect(deadlineOf({ deadlineAt: 1050 })).resolves.toBe(1050);
    await expect(deadlineOf({ deadlineAt: 2000 })).resolves.toBe(1100);
  });

  it('changes nothing else, and leaves neither timer nor listener', async () => {
    const clock = new ManualClock();
    const { signal, listeners } = countedSignal();
    const call = testCall({ signal, cost: 3 });
    await deadline(testEnv(clock), { ms: 100 })((inner) => {
      expect(inner).toEqual({ ...call, deadlineAt: 100 });
      expect([clock.pending, listeners()]).toEqual([0, 0]);
      return Promise.resolve();
    }, call);
  });

  it('begins nothing for a call that is aborted already, and turns a synchronous throw into a rejection', async () => {
    const policy = deadline(testEnv(new ManualClock()), { ms: 100 });
    const bug = (): never => {
      throw new RangeError('mine');
    };
    await expect(policy(bug, testCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ category: 'cancelled' });
    await expect(policy(bug, testCall())).rejects.toThrow(new RangeError('mine'));
  });
});
