import { describe, expect, it } from 'vitest';
import { liftsSince, renamedSince } from './renames.mjs';
import { parcelsTwo } from './testing/parcels.mjs';

const lift = (/** @type {import('@wiz/integration-kit/contract').SavedFields} */ old) => old;
const contract = {
  ...parcelsTwo([{ from: 1 }]),
  migrations: [
    { from: 1, renamed: { find: 'seek' }, config: lift },
    { from: 2, renamed: { seek: 'search' }, inputs: { seek: lift } },
  ],
};

describe('since an earlier version', () => {
  it('operations are followed through every rename, and those that kept their name are left out', () => {
    expect(renamedSince(contract, '1.2.0', ['find', 'send'])).toEqual(new Map([['find', 'search']]));
    expect(renamedSince(contract, '2.0.0', ['seek'])).toEqual(new Map([['seek', 'search']]));
    expect(renamedSince(contract, '3.0.0', ['search'])).toEqual(new Map());
  });

  it('an input is lifted under whatever name its operation had by then', () => {
    expect(liftsSince(contract, '1.0.0', 'find')).toBe(true);
    expect(liftsSince(contract, '1.0.0', 'send')).toBe(false);
    expect(liftsSince(contract, '3.0.0', 'search')).toBe(false);
  });

  it('settings are lifted by the steps since only', () => {
    expect(liftsSince(contract, '1.9.9')).toBe(true);
    expect(liftsSince(contract, '2.0.0')).toBe(false);
  });
});
