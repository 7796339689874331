import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Execute } from './call.ts';
import { categories, type ErrorCategory } from './error-category.ts';
import { IntegrationError } from './integration-error.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { Metrics, type MetricsOptions } from './metrics.ts';
import type { Observation } from './observe-call.ts';
import { deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

const begin = Date.UTC(2026, 0, 1);
const nothing = { calls: 0, succeeded: 0, failed: 0, cancelled: 0, byCategory: {} };
const noLatency = { p50: null, p95: null, p99: null, max: null };
const allCategories = Object.keys(categories) as ErrorCategory[];

function setup(options?: MetricsOptions): { readonly clock: ManualClock; readonly metrics: Metrics } {
  const clock = new ManualClock(begin);
  return { clock, metrics: new Metrics(testEnv(clock), options) };
}

const failing =
  (category: ErrorCategory, message = 'No.'): Execute<never> =>
  () =>
    Promise.reject(new IntegrationError(category, message));

async function refused(running: Promise<unknown>): Promise<void> {
  await running.catch(() => undefined);
}

describe('Metrics', () => {
  it.each([
    [{ windowMs: 0 }, 'windowMs must be above 0, got 0'],
    [{ windowMs: NaN }, 'windowMs must be above 0, got NaN'],
    [{ windowMs: Infinity }, 'windowMs must be above 0, got Infinity'],
    [{ slices: 0 }, 'slices must be a whole number from 1 to 60, got 0'],
    [{ slices: 61 }, 'slices must be a whole number from 1 to 60, got 61'],
    [{ slices: 2.5 }, 'slices must be a whole number from 1 to 60, got 2.5'],
  ])('refuses %j', (options, message) => {
    expect(() => setup(options)).toThrow(new RangeError(message));
  });

  it('takes the smallest and the largest number of slices', () => {
    expect(() => [setup({ slices: 1 }), setup({ slices: 60 })]).not.toThrow();
  });

  it('begins with nothing', () => {
    expect(setup().metrics.snapshot()).toEqual({
      total: nothing,
      window: { ...nothing, ...noLatency, windowMs: 300_000 },
      inFlight: 0,
      lastError: null,
      lastSuccessAt: null,
      since: begin,
    });
  });

  it('counts what passes through its policy, with latencies', async () => {
    const { clock, metrics } = setup();
    const work = deferred<string>();
    const running = metrics.policy(() => work.promise, testCall());
    expect(metrics.snapshot()).toMatchObject({ inFlight: 1, total: nothing });
    await clock.advance(40);
    work.resolve('done');
    await expect(running).resolves.toBe('done');
    await refused(metrics.policy(failing('not_found', 'It is gone.'), testCall()));
    const counts = { calls: 2, succeeded: 1, failed: 1, cancelled: 0, byCategory: { not_found: 1 } };
    expect(metrics.snapshot()).toEqual({
      total: counts,
      window: { ...counts, windowMs: 300_000, p50: 0.1, p95: 0.1, p99: 0.1, max: 40 },
      inFlight: 0,
      lastError: { category: 'not_found', message: 'It is gone.', at: begin + 40 },
      lastSuccessAt: begin + 40,
      since: begin,
    });
  });

  it('knows how many calls are in flight, however they end', async () => {
    const { metrics } = setup();
    const works = [deferred<number>(), deferred<number>(), deferred<number>()];
    const runs = works.map(({ promise }) => metrics.policy(() => promise, testCall()));
    expect(metrics.snapshot().inFlight).toBe(3);
    works[0]?.resolve(1);
    works[1]?.reject(new Error('bug'));
    await Promise.allSettled(runs.slice(0, 2));
    expect(metrics.snapshot()).toMatchObject({ inFlight: 1, total: { calls: 2, byCategory: { internal_error: 1 } } });
    const throwing = (): Promise<never> => {
      throw new IntegrationError('overloaded', 'Full.');
    };
    await refused(metrics.policy(throwing, testCall()));
    expect(metrics.snapshot()).toMatchObject({ inFlight: 1, total: { calls: 3, byCategory: { internal_error: 1, overloaded: 1 } } });
  });

  it('counts a cancelled call apart: no failure, no latency, no last error', () => {
    const { metrics } = setup();
    metrics.record({ durationMs: 5000, category: 'cancelled', message: 'Cancelled.' });
    const { total, window, lastError } = metrics.snapshot();
    expect(total).toEqual({ ...nothing, calls: 1, cancelled: 1 });
    expect([window.max, lastError]).toEqual([null, null]);
  });

  it('takes latencies from successes and from failures that the system itself answered with, only', () => {
    const timed = allCategories.filter((category) => {
      const { metrics } = setup();
      metrics.record({ durationMs: 1000, category });
      return metrics.snapshot().window.max === 1000;
    });
    expect(timed.sort()).toEqual([
      'authentication_error',
      'conflict',
      'not_found',
      'permission_error',
      'protocol_error',
      'service_unavailable',
      'timeout_error',
    ]);
  });

  it('counts an answer from the cache as a success, but neither its latency nor its time', () => {
    const { metrics } = setup();
    metrics.record({ durationMs: 1, cached: true });
    expect(metrics.snapshot()).toMatchObject({ total: { calls: 1, succeeded: 1 }, window: noLatency, lastSuccessAt: null });
    metrics.record({ durationMs: 900, cached: false });
    expect(metrics.snapshot()).toMatchObject({ total: { calls: 2, succeeded: 2 }, window: { max: 900 }, lastSuccessAt: begin });
  });

  it('keeps the last error, but not an open circuit’s, whose reason is the error before it', () => {
    const { metrics } = setup();
    metrics.record({ durationMs: 1, category: 'network_error', message: 'Refused.' });
    metrics.record({ durationMs: 0, category: 'circuit_open', message: 'Paused.' });
    metrics.record({ durationMs: 0, category: 'cancelled' });
    metrics.record({ durationMs: 9 });
    expect(metrics.snapshot()).toMatchObject({
      lastError: { category: 'network_error', message: 'Refused.', at: begin },
      total: { failed: 2 },
    });
    metrics.record({ durationMs: 1, category: 'overloaded' });
    expect(metrics.snapshot().lastError).toEqual({ category: 'overloaded', message: null, at: begin });
  });

  it('says when it last succeeded by the clock that is on the wall when it is first asked', async () => {
    const { clock, metrics } = setup();
    metrics.record({ durationMs: 1 });
    await clock.advance(700.4);
    clock.stepWall(3_600_000);
    expect(metrics.snapshot().lastSuccessAt).toBe(begin + 3_600_000);
    clock.stepWall(-60_000);
    expect(metrics.snapshot().lastSuccessAt).toBe(begin + 3_600_000);
    await clock.advance(10.2);
    metrics.record({ durationMs: 1 });
    expect(metrics.snapshot().lastSuccessAt).toBe(begin + 3_540_711);
  });

  it('forgets slice by slice, whether anything is called or not', async () => {
    const { clock, metrics } = setup({ windowMs: 1000, slices: 5 });
    metrics.record({ durationMs: 10 });
    await clock.advance(199);
    metrics.record({ durationMs: 20 });
    await clock.advance(1);
    metrics.record({ durationMs: 30, category: 'conflict' });
    await clock.advance(799);
    expect(metrics.snapshot().window).toMatchObject({ calls: 3, succeeded: 2, failed: 1, max: 30 });
    await clock.advance(1);
    expect(metrics.snapshot().window).toMatchObject({ calls: 1, succeeded: 0, byCategory: { conflict: 1 }, max: 30 });
    await clock.advance(200);
    expect(metrics.snapshot().window).toEqual({ ...nothing, ...noLatency, windowMs: 1000 });
    expect(metrics.snapshot().total.calls).toBe(3);
  });

  it('is empty after a night, and counts again at once', async () => {
    const { clock, metrics } = setup();
    for (let minute = 0; minute < 5; minute += 1) {
      metrics.record({ durationMs: 100 });
      await clock.advance(60_000);
    }
    await clock.advance(8 * 3_600_000);
    expect(metrics.snapshot().window).toMatchObject({ ...nothing, ...noLatency });
    metrics.record({ durationMs: 200 });
    expect(metrics.snapshot().window).toMatchObject({ calls: 1, max: 200 });
    expect(metrics.snapshot().total.calls).toBe(6);
  });

  it('neither freezes nor forgets when the clock steps back for a day', async () => {
    const { clock, metrics } = setup({ windowMs: 1000, slices: 5 });
    await clock.advance(500);
    metrics.record({ durationMs: 10 });
    await clock.advance(-86_400_000);
    expect(metrics.snapshot().window.calls).toBe(1);
    metrics.record({ durationMs: 10 });
    expect(metrics.snapshot().window.calls).toBe(2);
    await clock.advance(1000);
    expect(metrics.snapshot().window.calls).toBe(0);
  });

  it('starts anew on reset, while calls in flight stay so and count when they end', async () => {
    const { clock, metrics } = setup();
    const work = deferred<number>();
    const running = metrics.policy(() => work.promise, testCall());
    metrics.record({ durationMs: 10 });
    metrics.record({ durationMs: 10, category: 'conflict' });
    await clock.advance(500);
    metrics.reset();
    expect(metrics.snapshot()).toEqual({
      total: nothing,
      window: { ...nothing, ...noLatency, windowMs: 300_000 },
      inFlight: 1,
      lastError: null,
      lastSuccessAt: null,
      since: begin + 500,
    });
    metrics.record({ durationMs: 0.05 });
    expect(metrics.snapshot().window).toMatchObject({ calls: 1, p50: 0.05, max: 0.05 });
    work.resolve(1);
    await running;
    expect(metrics.snapshot()).toMatchObject({ inFlight: 0, total: { calls: 2, succeeded: 2 } });
  });

  it('forgets the time of a success on reset, asked for or not', () => {
    const { metrics } = setup();
    metrics.record({ durationMs: 1 });
    expect(metrics.snapshot().lastSuccessAt).toBe(begin);
    metrics.reset();
    expect(metrics.snapshot().lastSuccessAt).toBeNull();
  });

  it('shares nothing with another instance', () => {
    const clock = new ManualClock(begin);
    const env = testEnv(clock);
    const [busy, idle] = [new Metrics(env), new Metrics(env)];
    busy.record({ durationMs: 10, category: 'conflict' });
    expect(busy.snapshot().total).toMatchObject({ calls: 1, byCategory: { conflict: 1 } });
    expect(idle.snapshot()).toMatchObject({ total: nothing, window: { ...nothing, ...noLatency }, lastError: null });
  });

  it('hands out plain copies that later calls do not change', () => {
    const { metrics } = setup();
    metrics.record({ durationMs: 10, category: 'conflict' });
    const before = metrics.snapshot();
    const copy: unknown = JSON.parse(JSON.stringify(before));
    metrics.record({ durationMs: 10, category: 'conflict' });
    expect(before).toEqual(copy);
  });

  it('leaves no timer behind', async () => {
    const { clock, metrics } = setup();
    await metrics.policy(() => Promise.resolve(), testCall());
    expect(clock.pending).toBe(0);
  });

  it('equals a naive model over any sequence of calls, waits, jumps, steps back and resets', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ durationMs: fc.integer({ min: 0, max: 700_000 }), category: fc.option(fc.constantFrom(...allCategories)) }),
      },
      { weight: 3, arbitrary: fc.record({ advance: fc.integer({ min: 0, max: 400 }) }) },
      { weight: 1, arbitrary: fc.constantFrom({ advance: 28_800_000 }, { advance: -5000 }, { reset: true }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), async (steps, slices) => {
        const { clock, metrics } = setup({ windowMs: 200 * slices, slices });
        let elapsed = 0;
        let seen: (Observation & { readonly slice: number })[] = [];
        for (const each of steps) {
          if ('reset' in each) {
            metrics.reset();
            seen = [];
          } else if ('advance' in each) {
            await clock.advance(each.advance);
            // As the metrics do it: a step back is no time at all.
            elapsed += Math.max(0, each.advance);
          } else {
            const category = each.category ?? undefined;
            metrics.record({ durationMs: each.durationMs, category });
            seen.push({ durationMs: each.durationMs, category, slice: Math.floor(elapsed / 200) });
          }
          const { total, window } = metrics.snapshot();
          const inWindow = seen.filter(({ slice }) => Math.floor(elapsed / 200) - slice < slices);
          expect(total).toEqual(countsOf(seen));
          expect(window).toEqual({ ...countsOf(inWindow), ...latenciesOf(inWindow), windowMs: 200 * slices });
        }
      }),
      { numRuns: 200 },
    );
  });
});

function countsOf(seen: readonly Observation[]): object {
  const failures = seen.flatMap(({ category }) => (category === undefined || category === 'cancelled' ? [] : [category]));
  const byCategory: Partial<Record<ErrorCategory, number>> = {};
  for (const category of failures) byCategory[category] = failures.filter((other) => other === category).length;
  return {
    calls: seen.length,
    succeeded: seen.filter(({ category }) => category === undefined).length,
    failed: failures.length,
    cancelled: seen.filter(({ category }) => category === 'cancelled').length,
    byCategory,
  };
}

const untimed = new Set<ErrorCategory | undefined>([
  'network_error',
  'rate_limit_error',
  'validation_error',
  'too_large',
  'cancelled',
  'circuit_open',
  'overloaded',
  'configuration_error',
  'storage_error',
  'internal_error',
]);

function latenciesOf(seen: readonly Observation[]): object {
  const histogram = new LatencyHistogram();
  for (const { durationMs, category } of seen) if (!untimed.has(category)) histogram.record(durationMs);
  return { p50: histogram.quantile(0.5), p95: histogram.quantile(0.95), p99: histogram.quantile(0.99), max: histogram.max };
}
