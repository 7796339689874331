import assert from 'node:assert/strict';
import path from 'node:path';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import { fuses } from './fuses.mjs';

/**
 * Reads the fuses of a packaged binary and compares each that it has with what the product decided on.
 * @param {string} executable
 * @param {NodeJS.Platform} platform
 * @returns {Promise<void>}
 * @throws {Error} naming the first that differs
 */
export async function fusesOf(executable, platform) {
  const binary = platform === 'darwin' ? path.resolve(executable, '..', '..', '..') : executable;
  const wire = /** @type {Record<string, number>} */ (/** @type {unknown} */ (await getCurrentFuseWire(binary)));
  let checked = 0;
  for (const [fuse, on] of Object.entries(fuses(platform))) {
    const state = wire[fuse];
    if (state === undefined) continue;
    assert.equal(
      state,
      on ? FuseState.ENABLE : FuseState.DISABLE,
      `Fuse ${fuse} of ${executable} is not what docs/security/electron.md decides.`,
    );
    checked += 1;
  }
  assert.ok(checked >= 7, `Only ${String(checked)} fuses could be read.`);
  console.log(`✓ ${String(checked)} fuses are as decided`);
}
