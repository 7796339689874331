import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

function histogram(...values: number[]): LatencyHistogram {
  const made = new LatencyHistogram();
  for (const value of values) made.record(value);
  return made;
}

/** The quantile that the histogram estimates, from the values themselves. */
function exact(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? NaN;
}

const { relativeError } = LatencyHistogram;
const latency = fc.double({ min: 0.1, max: 600_000, noNaN: true });
const latencies = fc.array(latency, { minLength: 1, maxLength: 300 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('LatencyHistogram', () => {
  it('states its size and its error', () => {
    expect(LatencyHistogram.bucketCount).toBe(113);
    expect(relativeError).toBe(0.07);
  });

  it('knows nothing while nothing is recorded', () => {
    const empty = new LatencyHistogram();
    expect([empty.count, empty.max, empty.quantile(0), empty.quantile(0.5), empty.quantile(1)]).toEqual([0, null, null, null, null]);
  });

  it.each([-0.01, 1.01, NaN, Infinity])('refuses the share %d', (q) => {
    expect(() => histogram(1).quantile(q)).toThrow(new RangeError(`q must be from 0 to 1, got ${String(q)}`));
  });

  it.each([112, 114])('refuses %d buckets', (length) => {
    expect(() => new LatencyHistogram(new Uint32Array(length))).toThrow(
      new RangeError(`buckets must be 113 counters, got ${String(length)}`),
    );
  });

  it('takes the quantile of rank ⌊q·(n − 1)⌋', () => {
    const values = histogram(1, 10, 100, 1000);
    const orders = [0, 0.33, 0.34, 0.66, 0.67, 0.99, 1].map((q) => Math.round(Math.log10(values.quantile(q) ?? NaN)));
    expect(orders).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });

  it('answers with the middle of the bucket, and never with more than the longest latency', () => {
    const gamma = 1.07 / 0.93;
    const middle = (0.2 * gamma ** 66) / (gamma + 1);
    expect(middle).toBeCloseTo(972.6076, 4);
    expect(histogram(1000, 5000).quantile(0)).toBeCloseTo(middle, 9);
    expect(histogram(971).quantile(0.5)).toBe(971);
  });

  it.each([
    ['0.1 ms', 0.1, 0.1],
    ['less than 0.1 ms', 0.0001, 0.1],
    ['nothing', 0, 0.1],
    ['a negative latency', -5, 0.1],
  ])('counts %s as the shortest', (_name, value, estimate) => {
    const values = histogram(value, 50);
    expect([values.count, values.quantile(0)]).toEqual([2, estimate]);
  });

  it('says nothing longer than the longest of latencies below its range', () => {
    expect([histogram(0.02).quantile(0.5), histogram(0.02).max, histogram(-5).quantile(1), histogram(-5).max]).toEqual([0.02, 0.02, 0, 0]);
  });

  it('counts what takes longer than 10 minutes as 10 minutes, and still knows the longest', () => {
    const values = histogram(3_600_000, 600_000, 1e300);
    const p50 = values.quantile(0.5) ?? NaN;
    expect(p50 / 600_000).toBeGreaterThan(1 - relativeError);
    expect(p50 / 600_000).toBeLessThan(1 + relativeError);
    expect([values.count, values.max, values.quantile(0), values.quantile(1)]).toEqual([3, 1e300, p50, p50]);
  });

  it.each([NaN, Infinity, -Infinity])('ignores %d', (value) => {
    const values = histogram(value);
    expect([values.count, values.max, values.quantile(0.5)]).toEqual([0, null, null]);
  });

  it('keeps a full counter full instead of starting again', () => {
    const buckets = new Uint32Array(113);
    buckets[0] = 2 ** 32 - 2;
    const values = new LatencyHistogram(buckets);
    values.record(0.05);
    expect(values.count).toBe(2 ** 32 - 1);
    values.record(0.05);
    expect(values.count).toBe(2 ** 32 - 1);
    values.add(histogram(0.05, 0.05));
    expect(values.count).toBe(2 ** 32 - 1);
  });

  it('forgets everything when cleared', () => {
    const values = histogram(100, 200);
    values.clear();
    expect([values.count, values.max, values.quantile(1)]).toEqual([0, null, null]);
    values.record(7);
    expect([values.count, values.max]).toEqual([1, 7]);
  });

  it('is within its relative error of the exact quantile, whatever is recorded', () => {
    fc.assert(
      fc.property(latencies, share, (values, q) => {
        const wanted = exact(values, q);
        const estimate = histogram(...values).quantile(q) ?? NaN;
        // The last part is the rounding of a logarithm at the edge of a bucket.
        expect(Math.abs(estimate - wanted) / wanted).toBeLessThanOrEqual(relativeError + 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it('rises with the share, ends at the longest at most, and that is exact', () => {
    fc.assert(
      fc.property(latencies, share, share, (values, a, b) => {
        const made = histogram(...values);
        const [low, high] = [made.quantile(Math.min(a, b)) ?? NaN, made.quantile(Math.max(a, b)) ?? NaN];
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(made.max).toBe(Math.max(...values));
        expect(made.count).toBe(values.length);
      }),
    );
  });

  it('adds up to what one histogram of all would be, and leaves the other one alone', () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency), share, (left, right, q) => {
        const [sum, other] = [histogram(...left), histogram(...right)];
        sum.add(other);
        const whole = histogram(...left, ...right);
        expect([sum.count, sum.max, sum.quantile(q)]).toEqual([whole.count, whole.max, whole.quantile(q)]);
        expect(other.count).toBe(right.length);
      }),
    );
  });
});
