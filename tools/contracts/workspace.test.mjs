import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findIntegrations } from '../registries/integrations.mjs';
import { checkContract } from './check.mjs';
import { liftSamples } from './lift-samples.mjs';
import { readSnapshots, withoutSamples } from './snapshot.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');

describe.each(await findIntegrations(root))('the contract of $id', ({ id, contract }) => {
  const snapshots = readSnapshots(root, id);

  it('keeps what its versions have promised, or says so by its version', () => {
    expect(checkContract(contract, snapshots).join('\n\n')).toBe('');
  });

  it.each(snapshots.map((snapshot) => /** @type {const} */ ([snapshot.contract.version, snapshot])))(
    'takes what version %s has saved, once it is lifted',
    (_version, snapshot) => {
      const { lifted, refused } = liftSamples(contract, snapshot);
      expect(refused).toEqual([]);
      // At least the settings were tried, unless the snapshot says that nothing could be made for them.
      expect(lifted > 0 || withoutSamples(snapshot).includes('its settings')).toBe(true);
    },
  );
});
