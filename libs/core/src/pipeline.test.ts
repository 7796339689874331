import { describe, expect, it } from 'vitest';
import { pipeline, type PolicyFactory } from './pipeline.ts';
import { retry } from './retry.ts';
import { testCall, testEnv } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

describe('pipeline', () => {
  it('runs the first factory outermost', async () => {
    const order: string[] = [];
    const named =
      (name: string): PolicyFactory =>
      () =>
      async (next, call) => {
        order.push(`${name} in`);
        const value = await next(call);
        order.push(`${name} out`);
        return value;
      };
    const run = pipeline(testEnv(new ManualClock()), [named('a'), named('b')]);
    await run(() => Promise.resolve(order.push('work')), testCall());
    expect(order).toEqual(['a in', 'b in', 'work', 'b out', 'a out']);
  });

  it('builds each policy once, so that its state is shared by all calls', async () => {
    let built = 0;
    const counting: PolicyFactory = () => {
      built += 1;
      return (next, call) => next(call);
    };
    const run = pipeline(testEnv(new ManualClock()), [counting]);
    await run(() => Promise.resolve(1), testCall());
    await run(() => Promise.resolve(2), testCall());
    expect(built).toBe(1);
  });

  it('is not changed by a sink that throws', async () => {
    const env = {
      ...testEnv(new ManualClock()),
      emit: () => {
        throw new Error('sink');
      },
    };
    await expect(pipeline(env, [retry()])(() => Promise.resolve(1), testCall())).resolves.toBe(1);
  });
});
