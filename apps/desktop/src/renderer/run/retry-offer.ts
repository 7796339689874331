import type { SerializedError } from '@wiz/core';
import { failureLook } from '../text/failures.ts';

export interface RetryOffer {
  readonly words: 'Try again' | 'Try now' | 'Run anyway';
  /** Past what holds calls back: the run goes as the probe of an open circuit. */
  readonly force: boolean;
}

/**
 * How a failed run may be tried once more; undefined where trying again is not the way on.
 *
 * @param leftMs until it is worth trying again, 0 where that is now or where nobody said
 */
export function retryOffer(error: Pick<SerializedError, 'category' | 'outcome' | 'code'>, leftMs: number): RetryOffer | undefined {
  const { next } = failureLook(error);
  // The circuit lets a person's call through, also before its time is over.
  if (next === 'try-now') return { words: 'Try now', force: true };
  if (next !== 'try-again') return undefined;
  return error.category === 'rate_limit_error' && leftMs > 0 ? { words: 'Run anyway', force: true } : { words: 'Try again', force: false };
}
