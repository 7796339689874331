import { describe, expect, it } from 'vitest';
import { flakesIn } from './flakes.mjs';
import { runPart } from './run-part.mjs';

const suite = (/** @type {number} */ tests, /** @type {number} */ failures) =>
  `<testsuite name="a" tests="${String(tests)}" failures="${String(failures)}"></testsuite>`;

describe('a part', () => {
  /** @param {() => Promise<import('./parts.mjs').Found>} work @param {(readonly string[])[]} [left] reports that lie there, each time they are taken */
  const ran = (work, left = [[], []]) => {
    const times = [new Date(0), new Date(61_000)];
    const night = {
      ...{ root: '', env: {}, times: 3, signal: new AbortController().signal, node: async () => 0 },
      takeReports: async () => left.shift() ?? [],
    };
    return runPart({ name: 'p', what: '', inputs: [], run: work }, night, 'h', () => times.shift() ?? new Date(0));
  };

  it('is kept with its figures, its own and those of its runners, and none from before', async () => {
    const { record } = await ran(async () => ({ code: 0, reports: [suite(2, 0)] }), [[suite(9, 9)], [suite(5, 0)]]);
    const sum = { passed: 7, failed: 0, skipped: 0 };
    expect(record).toEqual({ inputs: 'h', outcome: 'passed', at: '1970-01-01T00:01:01.000Z', seconds: 61, sum });
  });

  it('has failed where a test has, and where its runner fell over before it counted', async () => {
    expect((await ran(async () => ({ code: 1, reports: [suite(2, 1)] }))).record).toMatchObject({ outcome: 'failed', sum: { failed: 1 } });
    expect((await ran(async () => ({ code: 1, reports: [suite(2, 0)] }))).record).toMatchObject({ outcome: 'failed', sum: { failed: 1 } });
  });

  it('that throws has failed with what it said, and throws no further', async () => {
    const { record, remarks } = await ran(() => Promise.reject(new Error('The application could not be built.')));
    expect(record.outcome).toBe('failed');
    expect(remarks).toEqual(['The application could not be built.']);
  });

  it('that could not be done has neither passed nor failed', async () => {
    expect((await ran(async () => ({ code: 0, undone: true }))).record.outcome).toBe('skipped');
  });
});

describe('a flaky test', () => {
  const report = (/** @type {readonly string[]} */ failed) =>
    ['one', 'two', 'three']
      .map((name) => `<testcase classname="a" name="${name}">${failed.includes(name) ? '<failure message="m"/>' : ''}</testcase>`)
      .join('');

  it('is one that failed sometimes, and is named with how often', () => {
    const rounds = [['one', 'two'], ['one'], ['one', 'three'], ['one', 'three']].map((failed) => [report(failed)]);
    expect(flakesIn(rounds)).toEqual({
      flaky: ['a: three: failed 2 of 4 times', 'a: two: failed 1 of 4 times'],
      broken: ['a: one: failed 4 of 4 times'],
    });
  });

  it('is counted once a round, and is none where all is well', () => {
    expect(flakesIn([[report(['one']), report(['one'])], [report([])]]).flaky).toEqual(['a: one: failed 1 of 2 times']);
    expect(flakesIn([[report([])], []])).toEqual({ flaky: [], broken: [] });
  });
});
