import { describe, expect, it } from 'vitest';
import { retryOffer } from './retry-offer.ts';

const none = { outcome: 'none' } as const;

describe('retryOffer', () => {
  it('goes through an open circuit, whether its time is over or not', () => {
    const offer = { words: 'Try now', force: true };
    expect([retryOffer({ category: 'circuit_open', ...none }, 5000), retryOffer({ category: 'circuit_open', ...none }, 0)]).toEqual([
      offer,
      offer,
    ]);
  });

  it('runs anyway while a system still wants silence, and simply again afterwards', () => {
    expect(retryOffer({ category: 'rate_limit_error', ...none }, 5000)).toEqual({ words: 'Run anyway', force: true });
    expect(retryOffer({ category: 'rate_limit_error', ...none }, 0)).toEqual({ words: 'Try again', force: false });
    expect(retryOffer({ category: 'service_unavailable', ...none }, 5000)).toEqual({ words: 'Try again', force: false });
  });

  it('is none where something else has to be done first', () => {
    expect(retryOffer({ category: 'validation_error', ...none }, 0)).toBeUndefined();
    expect(retryOffer({ category: 'authentication_error', ...none }, 0)).toBeUndefined();
    expect(retryOffer({ category: 'storage_error', ...none, code: 'keychain' }, 0)).toBeUndefined();
    expect(retryOffer({ category: 'timeout_error', outcome: 'unknown' }, 0)).toBeUndefined();
  });
});
