import { categories, type ErrorCategory } from '@wiz/core';
import { describe, expect, it } from 'vitest';
import { failureLook } from './failures.ts';

describe('failureLook', () => {
  it('offers to try again for every category that trying again can help', () => {
    const retryable = Object.entries(categories).flatMap(([name, { retryable: can }]) => (can ? [name as ErrorCategory] : []));
    expect(retryable.map((category) => failureLook({ category, outcome: 'none' }).next)).toEqual(retryable.map(() => 'try-again'));
  });

  it('never calls a lost answer a failure, and offers to look instead of repeating', () => {
    const look = failureLook({ category: 'timeout_error', outcome: 'unknown' });
    expect(look).toMatchObject({ title: 'It may have been done', next: 'check' });
  });

  it('offers to ask at once where Project Wiz itself holds calls back', () => {
    expect(failureLook({ category: 'circuit_open', outcome: 'none' }).next).toBe('try-now');
  });

  it('asks for the secrets again only where the keychain does not open them', () => {
    // Also where they were kept for one session only, on a computer that has no keychain.
    expect(failureLook({ category: 'storage_error', outcome: 'none', code: 'keychain' })).toMatchObject({
      title: 'Its credentials are needed again',
      next: 'reconnect',
    });
    expect(failureLook({ category: 'storage_error', outcome: 'none', code: 'disk_full' }).next).toBe('try-again');
  });

  it('treats what the person cancelled calmly', () => {
    expect(failureLook({ category: 'cancelled', outcome: 'none' }).tone).toBe('calm');
  });
});
