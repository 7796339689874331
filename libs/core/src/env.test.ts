import { describe, expect, it } from 'vitest';
import { Env, type PolicyEvent } from './env.ts';
import { start } from './start.ts';
import { testCall } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

describe('Env', () => {
  it('hands clock and chance on', () => {
    const clock = new ManualClock();
    const env = new Env({ clock, random: () => 0.25, sink: () => undefined });
    expect(env.clock).toBe(clock);
    expect(env.random()).toBe(0.25);
  });

  it('reports to its one sink, with the call that caused it, if one did', () => {
    const seen: unknown[] = [];
    const env = new Env({ clock: new ManualClock(), random: () => 0, sink: (...report) => seen.push(report) });
    const event: PolicyEvent = { type: 'circuit_probe' };
    const call = testCall();
    env.emit(event, call);
    env.emit(event);
    expect(seen).toEqual([
      [event, call],
      [event, undefined],
    ]);
  });

  it('a throwing sink changes nothing, and is told the next event too', () => {
    let told = 0;
    const env = new Env({
      clock: new ManualClock(),
      random: () => 0,
      sink: () => {
        told += 1;
        throw new Error('sink');
      },
    });
    env.emit({ type: 'circuit_probe' });
    env.emit({ type: 'circuit_probe' });
    expect(told).toBe(2);
  });
});

describe('start', () => {
  it('hands the call over and returns the very promise of the work', () => {
    const call = testCall();
    const promise = Promise.resolve(1);
    expect(start((seen) => (expect(seen).toBe(call), promise), call)).toBe(promise);
  });

  it('turns what is thrown before there is a promise into a rejection, unchanged', async () => {
    const error = new RangeError('mine');
    const thrower = (): Promise<never> => {
      throw error;
    };
    await expect(start(thrower, testCall())).rejects.toBe(error);
  });
});
