import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { samplePage } from '../testing/index.ts';
import { compareVersions, defineContract, migrateConfig, migrateInput, parseVersion, read, savedAge, type Migration } from './index.ts';

const look = read({ title: 'Look', summary: 'Looks.', input: z.object({ place: z.string() }), output: z.object({}) });

const contractAt = (version: string, migrations?: readonly Migration[]) =>
  defineContract({
    id: 'notes',
    name: 'Notes',
    kind: 'service',
    owner: '@wiz/notes',
    about: 'Notes.',
    docs: 'https://example.com',
    config: z.object({ host: z.string() }),
    secrets: z.object({}),
    page: { ...samplePage, version },
    operations: { look },
    ...(migrations === undefined ? {} : { migrations }),
  });

const steps: readonly Migration[] = [
  { from: 1, config: ({ server, ...rest }) => ({ ...rest, address: server }), renamed: { see: 'watch' } },
  {
    from: 2,
    config: ({ address, ...rest }) => ({ ...rest, host: address }),
    renamed: { watch: 'look' },
    inputs: { watch: ({ at }) => (at === 'nowhere' ? undefined : { place: at }), gone: () => undefined },
  },
];

describe('a version', () => {
  it('is three numbers', () => {
    expect(parseVersion('1.20.3')).toEqual({ major: 1, minor: 20, patch: 3 });
    for (const text of ['', '1', '1.0', 'v1.0.0', '1.0.0-beta', '01.0.0', '1.0.0.0', ' 1.0.0', '1.0.-1', '1.0.1e3'])
      expect(() => parseVersion(text), text).toThrow(/no version of a contract/);
  });

  it('is compared by its numbers, not by its text', () => {
    const sorted = ['0.9.0', '1.0.0', '1.0.2', '1.0.10', '1.2.0', '1.10.0', '2.0.0', '10.0.0'];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.0.0', '1.0.0')).toBe(0);
  });

  it('is newer than the contract only where it may have saved more than that knows', () => {
    const contract = contractAt('2.3.1', [{ from: 1 }]);
    const age = (saved: string) => savedAge(contract, saved);
    expect(['1.9.9', '2.2.9', '2.3.0', '2.3.1', '2.3.2', '2.4.0', '3.0.0'].map(age)).toEqual([
      ...['older', 'older', 'older'],
      ...['current', 'current'],
      ...['newer', 'newer'],
    ]);
  });
});

describe('saved settings', () => {
  it('are lifted by every step since, and by none before', () => {
    const contract = contractAt('3.1.0', steps);
    expect(migrateConfig(contract, '1.4.0', { server: 'a', more: 1 })).toEqual({ host: 'a', more: 1 });
    expect(migrateConfig(contract, '2.0.0', { address: 'a' })).toEqual({ host: 'a' });
    expect(migrateConfig(contract, '3.0.0', { host: 'a' })).toEqual({ host: 'a' });
  });

  it('stay as they are where there is no migration', () => {
    expect(migrateConfig(contractAt('4.0.0'), '1.0.0', { host: 'a' })).toEqual({ host: 'a' });
  });

  it('are not lifted downwards', () => {
    expect(() => migrateConfig(contractAt('1.0.0'), '1.1.0', {})).toThrow(/cannot lift what version 1\.1\.0 has saved/);
  });
});

describe('the input of an earlier run', () => {
  const contract = contractAt('3.0.0', steps);

  it('is lifted under the name that its operation had, through every rename', () => {
    expect(migrateInput(contract, '1.0.0', 'see', { at: 'home' })).toEqual({ operation: 'look', input: { place: 'home' } });
    expect(migrateInput(contract, '2.5.0', 'watch', { at: 'home' })).toEqual({ operation: 'look', input: { place: 'home' } });
    expect(migrateInput(contract, '3.0.0', 'look', { place: 'home' })).toEqual({ operation: 'look', input: { place: 'home' } });
  });

  it('is none where it has no meaning any more', () => {
    expect(migrateInput(contract, '2.0.0', 'watch', { at: 'nowhere' })).toBeUndefined();
    expect(migrateInput(contract, '2.0.0', 'gone', {})).toBeUndefined();
    expect(migrateInput(contract, '3.0.0', 'gone', {})).toBeUndefined();
    expect(migrateInput(contract, '3.0.0', 'toString', {})).toBeUndefined();
  });
});

describe('a contract', () => {
  it('has a version', () => {
    expect(() => contractAt('1.0')).toThrow(/no version of a contract/);
  });

  it.each([
    ['one is left out', '4.0.0', [{ from: 1 }, { from: 3 }]],
    ['the last one is left out', '3.0.0', [{ from: 1 }]],
    ['they are in another order', '3.0.0', [{ from: 2 }, { from: 1 }]],
    ['one is there twice', '2.0.0', [{ from: 1 }, { from: 1 }]],
    ['one is from this version', '2.0.0', [{ from: 2 }]],
    ['one is from no version', '0.1.0', [{ from: -1 }]],
  ])('is refused when of its migrations %s', (_what, version, migrations) => {
    expect(() => contractAt(version, migrations)).toThrow(/without a gap/);
  });

  it('is refused when a rename leads to no operation', () => {
    expect(() => contractAt('2.0.0', [{ from: 1, renamed: { see: 'watch' } }])).toThrow(/rename "see" to "watch", which is no operation/);
  });
});
