import type { AnyContract } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { checkPolicy, policyFields, policyValues } from './policy-values.ts';

const folder: AnyContract = contracts.filesystem;
const { budget: _, ...rest } = folder;
const remote: AnyContract = { ...rest, kind: 'rest' };
const fields = policyFields(remote);

describe('the limits of a connection', () => {
  it('have the ranges of the schema, the time in seconds', () => {
    expect(fields.map(({ key, min, max }) => [key, min, max])).toEqual([
      ['timeoutMs', 1, 60],
      ['perMinute', 1, 1000],
      ['retries', 0, 5],
      ['breakerFailures', 1, 10],
    ]);
    expect(fields[1]?.help).toContain('1 to 1,000 requests');
  });

  it('say what an empty input means', () => {
    expect(fields.map(({ placeholder }) => placeholder)).toEqual(['Default: 30 seconds', 'Default: 60', 'Default: 3', 'Default: 5']);
  });

  it('take the contract’s own budget as its default, and none for what is on this computer', () => {
    const budgetOf = (contract: AnyContract) => policyFields(contract)[1]?.placeholder;
    expect(budgetOf({ ...remote, budget: { perMinute: 1000 } })).toBe('Default: 1,000');
    expect(budgetOf({ ...remote, budget: null })).toBe('Default: no limit');
    expect(budgetOf({ ...rest, kind: 'database' })).toBe('Default: no limit');
    expect(budgetOf(folder)).toBe('Default: no limit');
  });
});

describe('limits in inputs', () => {
  it('come back as they were saved', () => {
    const policy = { timeoutMs: 1500, retries: 0 };
    const values = policyValues(fields, policy);
    expect(values).toEqual({ timeoutMs: 1.5, perMinute: '', retries: 0, breakerFailures: '' });
    expect(checkPolicy(fields, values)).toEqual({ ok: true, policy });
  });

  it('are no policy at all when everything is empty', () => {
    expect(checkPolicy(fields, policyValues(fields, {}))).toEqual({ ok: true, policy: {} });
  });

  it('name their range where they are out of it, in the unit of the input', () => {
    expect(checkPolicy(fields, { timeoutMs: 61, perMinute: 0, retries: 2.5, breakerFailures: 11 })).toEqual({
      ok: false,
      problems: {
        timeoutMs: 'Use a number from 1 to 60.',
        perMinute: 'Use a whole number from 1 to 1,000.',
        retries: 'Use a whole number from 0 to 5.',
        breakerFailures: 'Use a whole number from 1 to 10.',
      },
    });
  });

  it('refuse what is no number, and nothing else beside it', () => {
    expect(checkPolicy(fields, { timeoutMs: '-', perMinute: 10, retries: '', breakerFailures: '' })).toEqual({
      ok: false,
      problems: { timeoutMs: 'Use a number from 1 to 60.' },
    });
  });

  it('round a time to whole milliseconds', () => {
    expect(checkPolicy(fields, { timeoutMs: 2.0004 })).toEqual({ ok: true, policy: { timeoutMs: 2000 } });
  });
});
