import { randomInt } from 'node:crypto';

/** The computer's own randomness: uniform in [0, 1). */
export function systemRandom(): number {
  return randomInt(2 ** 47) / 2 ** 47;
}
