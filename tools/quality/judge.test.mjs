import { describe, expect, it } from 'vitest';
import { fallen } from './fallen.mjs';
import { problemsOfLaws } from './facts/conformance.mjs';
import { isKept, judge } from './judge.mjs';
import { parseRecord, readRecord } from './record.mjs';
import { junitOf, reportOf } from './report.mjs';

/** @typedef {import('./rule.mjs').Rule} Rule */

const facts = /** @type {import('./facts.mjs').Facts} */ (/** @type {unknown} */ ({ id: 'notes', kind: 'rest' }));
const given = { today: '2026-03-01', measured: false };
const none = { reviewed: {}, exempt: {} };

/** @param {Partial<Rule> & { id: string }} rule @returns {Rule} */
function rule(rule) {
  return { tier: 'bronze', says: 'It is so.', howTo: 'Make it so.', source: 'ours', checkedBy: 'lint', ...rule };
}
const met = rule({ id: 'met', check: () => [] });
const missed = rule({ id: 'missed', tier: 'silver', check: () => ['It is <not> so.'] });

describe('a judgement', () => {
  it('reaches the highest tier below which nothing is missed', () => {
    const gold = rule({ id: 'gold', tier: 'gold', check: () => [] });
    expect(judge(facts, { ...none, tier: 'bronze' }, [met, missed, gold], given).reached).toBe('bronze');
    expect(judge(facts, { ...none, tier: 'bronze' }, [met, gold], given).reached).toBe('platinum');
    expect(judge(facts, { ...none, tier: 'bronze' }, [rule({ id: 'a', check: () => ['No.'] })], given).reached).toBeUndefined();
  });

  it('is kept only at what is recorded or higher', () => {
    expect(isKept(judge(facts, { ...none, tier: 'bronze' }, [met, missed], given))).toBe(true);
    expect(isKept(judge(facts, { ...none, tier: 'silver' }, [met, missed], given))).toBe(false);
  });

  it('is told with what it is held to, and to raise that where it is better', () => {
    const told = (/** @type {import('./rule.mjs').Tier} */ tier, /** @type {Rule[]} */ ...rules) =>
      reportOf(judge(facts, { ...none, tier }, rules, given)).split('\n')[0];
    expect(told('bronze', met, missed)).toBe('notes: bronze (held to bronze)');
    expect(told('bronze', met)).toBe('notes: platinum (held to bronze only: raise `tier` in quality.json)');
    expect(told('silver', met, missed)).toBe('notes: bronze (held to silver)  ← below what it is held to');
  });

  it('lets an exemption stand for the rule, with its reason', () => {
    const judgement = judge(facts, { ...none, tier: 'silver', exempt: { missed: 'There is nothing of that here.' } }, [met, missed], given);
    expect(judgement.reached).toBe('platinum');
    expect(reportOf(judgement)).toContain('exempt, silver: missed\n    There is nothing of that here.');
  });

  it('counts what is for other kinds, not possible yet or not measured for nothing', () => {
    const others = [
      rule({ id: 'other', kinds: ['filesystem'], check: () => ['No.'] }),
      rule({ id: 'yet', neverYet: 'Not there.' }),
      rule({ id: 'measured', measured: true, check: () => ['No.'] }),
    ];
    const { reached, verdicts } = judge(facts, { ...none, tier: 'bronze' }, others, given);
    expect([reached, ...verdicts.map(({ state }) => state)]).toEqual(['platinum', 'not for its kind', 'never yet', 'not measured']);
    expect(judge(facts, { ...none, tier: 'bronze' }, others, { ...given, measured: true }).reached).toBeUndefined();
  });

  it('takes a review for what nobody can compute, as long as it is young enough', () => {
    const person = rule({ id: 'looked', checkedBy: 'person', validDays: 31 });
    const on = (/** @type {string} */ day) =>
      judge(facts, { tier: 'bronze', exempt: {}, reviewed: { looked: { by: 'me', on: day, note: 'all of it' } } }, [person], given)
        .verdicts[0]?.why;
    expect(on('2026-02-01')).toEqual([]);
    expect(on('2026-01-01')).toEqual(['It was last looked at 59 days ago.']);
    expect(on('2026-03-02')).toEqual(['It is said to be looked at on 2026-03-02, which is yet to come.']);
    expect(judge(facts, { ...none, tier: 'bronze' }, [person], given).verdicts[0]?.why).toEqual(['Nobody has looked at it yet.']);
  });

  it('misses what could not be checked', () => {
    const broken = rule({
      id: 'broken',
      check: () => {
        throw new Error('The contract does not load: no.');
      },
    });
    expect(judge(facts, { ...none, tier: 'bronze' }, [broken], given).verdicts[0]?.why).toEqual([
      'It could not be checked: The contract does not load: no.',
    ]);
  });

  it('leaves one test case for each rule that counts for what is recorded', () => {
    const judgement = judge(facts, { ...none, tier: 'bronze' }, [met, missed], given);
    expect(junitOf(judgement)).toContain('tests="1" failures="0"');
    const silver = junitOf({ ...judgement, recorded: 'silver' });
    expect(silver).toContain('tests="2" failures="1"');
    expect(silver).toContain('name="silver: missed" time="0"><failure message="It is &lt;not&gt; so. To meet it: Make it so."');
  });
});

describe('laws of the kit', () => {
  const cell = { operation: 'list', reason: 'it did not end' };

  it('speak against an integration when one is broken, or there is no report of them', () => {
    expect(problemsOfLaws(undefined, ['a'])).toHaveLength(1);
    expect(problemsOfLaws({ cells: [] }, ['a'])).toEqual(['The kit’s report says nothing of a.']);
    expect(problemsOfLaws({ cells: [{ ...cell, law: 'a', state: 'broken' }] }, ['a', 'b'])).toEqual([
      'The law “a” is broken by list: it did not end',
    ]);
    expect(problemsOfLaws({ cells: [{ ...cell, law: 'b', state: 'holds' }] }, ['a', 'b'])).toEqual([]);
  });
});

describe('quality.json', () => {
  const read = (/** @type {unknown} */ value) => parseRecord(JSON.stringify(value), 'notes/quality.json');
  const review = { by: 'me', on: '2026-01-31', note: 'all inputs that name something' };

  it('is bronze without a file', () => {
    expect(readRecord('/nowhere', 'notes')).toEqual({ tier: 'bronze', reviewed: {}, exempt: {} });
  });

  it('takes reviews of what a person looks at, and exemptions with a reason', () => {
    expect(read({ tier: 'gold', reviewed: { devices: review }, exempt: { discovery: 'No program has a login for it.' } })).toMatchObject({
      tier: 'gold',
    });
  });

  it.each([
    ['a rule that is not there', { tier: 'gold', exempt: { nothing: 'There is no such thing here.' } }, 'there is no rule of this name'],
    ['a reason that says nothing', { tier: 'gold', exempt: { discovery: 'No.' } }, 'say it in at least 20 characters'],
    ['a review of what a machine checks', { tier: 'gold', reviewed: { brands: review } }, 'brands is checked by a machine'],
    [
      'a rule both reviewed and exempt',
      { tier: 'gold', reviewed: { devices: review }, exempt: { devices: 'There is nothing to group here.' } },
      'devices is both',
    ],
    ['a tier that is none', { tier: 'gilded' }, 'tier'],
    ['a day that is none', { tier: 'gold', reviewed: { devices: { ...review, on: 'yesterday' } } }, 'write a day as'],
  ])('refuses %s', (_what, value, said) => {
    expect(() => read(value)).toThrow(said);
  });
});

describe('a tier that falls', () => {
  const now = (/** @type {object} */ more) => /** @type {import('./record.mjs').QualityRecord} */ ({ ...none, tier: 'silver', ...more });

  it('is refused unless the record says why', () => {
    expect(fallen('notes', '{"tier":"gold"}', now({}))[0]).toContain('holds “notes” to silver, and it was gold before');
    const lowered = { from: 'gold', reason: 'The vendor ended its test accounts.', on: '2026-01-31' };
    expect(fallen('notes', '{"tier":"gold"}', now({ lowered }))).toEqual([]);
    expect(fallen('notes', '{"tier":"platinum"}', now({ lowered }))).toHaveLength(1);
  });

  it('is no fall where it was the same, lower, not there, or no record', () => {
    for (const before of ['{"tier":"silver"}', '{"tier":"bronze"}', undefined, 'not JSON'])
      expect(fallen('notes', before, now({}))).toEqual([]);
  });
});
