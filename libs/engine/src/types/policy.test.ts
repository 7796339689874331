import { describe, expect, it } from 'vitest';
import { contractPerMinute, policyLimits, PolicyOverrides } from './policy.ts';

describe('the limits of a connection', () => {
  it('are those of the specification', () => {
    expect(policyLimits).toEqual({
      timeoutMs: { min: 1000, max: 60_000, standard: 30_000 },
      perMinute: { min: 1, max: 1000, standard: 60 },
      retries: { min: 0, max: 5, standard: 3 },
      breakerFailures: { min: 1, max: 10, standard: 5 },
    });
  });

  it.each(Object.entries(policyLimits))('hold what a person sets for %s, to the last number', (key, { min, max, standard }) => {
    for (const value of [min, standard, max]) expect(PolicyOverrides.parse({ [key]: value })).toEqual({ [key]: value });
    for (const value of [min - 1, max + 1, min + 0.5, String(min)]) expect(PolicyOverrides.safeParse({ [key]: value }).success).toBe(false);
  });

  it('may all be left to their standard, and no other can be set', () => {
    expect(PolicyOverrides.parse({})).toEqual({});
    expect(PolicyOverrides.safeParse({ openMs: 1 }).success).toBe(false);
  });
});

describe('the budget of a connection', () => {
  it('is the contract’s word, else that of its kind', () => {
    expect(contractPerMinute({ kind: 'rest' })).toBe(60);
    expect(contractPerMinute({ kind: 'rest', budget: { perMinute: 5 } })).toBe(5);
    expect(contractPerMinute({ kind: 'rest', budget: null })).toBeNull();
    expect(contractPerMinute({ kind: 'filesystem' })).toBeNull();
    expect(contractPerMinute({ kind: 'database', budget: { perMinute: 7 } })).toBe(7);
  });
});
