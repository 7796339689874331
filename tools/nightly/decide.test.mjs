import { describe, expect, it } from 'vitest';
import { decide, duration, totalOf } from './decide.mjs';

const parts = ['audit', 'kills', 'suite'];
const sum = { passed: 3, failed: 0, skipped: 1 };
/** @param {Partial<import('./decide.mjs').PartRecord>} [changes] */
const record = (changes = {}) => ({
  inputs: 'h1',
  outcome: /** @type {const} */ ('passed'),
  at: '2026-11-28T01:02:03.000Z',
  seconds: 700,
  sum,
  ...changes,
});
/** @param {Partial<Parameters<typeof decide>[0]>} [changes] */
const tonight = (changes = {}) =>
  decide({
    ...{ parts, records: new Map(), hashes: new Map(parts.map((part) => [part, 'h1'])), underWay: undefined, only: [], again: false },
    ...changes,
  });
const run = (/** @type {readonly import('./decide.mjs').Decision[]} */ decisions) =>
  decisions.filter((one) => one.run).map(({ part }) => part);

describe('a night', () => {
  it('runs, the first time, everything in its order', () => {
    expect(run(tonight())).toEqual(parts);
  });

  it('passes over what passed and rests on the same, and says when that was', () => {
    const decisions = tonight({ records: new Map([['kills', record()]]) });
    expect(run(decisions)).toEqual(['audit', 'suite']);
    expect(decisions[1]?.why).toBe('It passed on 2026-11-28 at 01:02 UTC in 12 min, and nothing that it rests on has changed since.');
  });

  it.each([
    ['failed', record({ outcome: 'failed' }), 'It failed on 2026-11-28 at 01:02 UTC.'],
    ['could not be done', record({ outcome: 'skipped' }), 'It could not be done on 2026-11-28 at 01:02 UTC.'],
    ['rests on something else now', record({ inputs: 'h0' }), 'What it rests on has changed since it passed on 2026-11-28 at 01:02 UTC.'],
  ])('runs again what %s', (_, kept, why) => {
    expect(tonight({ records: new Map([['kills', kept]]) })[1]).toEqual({ part: 'kills', run: true, why });
  });

  it('goes on with the part that was interrupted, before all others, whatever is kept of it', () => {
    const decisions = tonight({
      underWay: 'suite',
      records: new Map([
        ['audit', record()],
        ['suite', record()],
      ]),
    });
    expect(decisions.map(({ part }) => part)).toEqual(['suite', 'audit', 'kills']);
    expect(run(decisions)).toEqual(['suite', 'kills']);
  });

  it('looks only at the parts that are named, and runs again what it is told to', () => {
    const records = new Map(parts.map((part) => [part, record()]));
    expect(tonight({ records, only: ['suite'], underWay: 'kills' }).map(({ part }) => part)).toEqual(['suite']);
    expect(run(tonight({ records, only: ['suite'] }))).toEqual([]);
    expect(run(tonight({ records, only: ['suite', 'audit'], again: true }))).toEqual(['audit', 'suite']);
    expect(() => tonight({ only: ['kill'] })).toThrow('There is no part “kill”. There are: audit, kills, suite.');
  });
});

it('the total counts what was passed over as what it was, and what was not run not at all', () => {
  expect(totalOf([record(), record({ sum: { passed: 0, failed: 2, skipped: 0 } }), undefined])).toEqual({
    passed: 3,
    failed: 2,
    skipped: 1,
  });
});

it('durations are in the unit that a person would use', () => {
  expect([0.4, 89, 90, 5399, 5400, 7260].map(duration)).toEqual(['0 s', '89 s', '2 min', '1 h 30 min', '1 h 30 min', '2 h 1 min']);
});
