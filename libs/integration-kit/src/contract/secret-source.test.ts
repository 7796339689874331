import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { samplePage } from '../testing/index.ts';
import { defineContract, secret, type AnyContract, type SecretSource } from './index.ts';

const base = {
  id: 'notes',
  name: 'Notes',
  kind: 'service',
  owner: '@wiz/notes',
  about: 'Notes.',
  docs: 'https://example.com',
  config: z.object({ host: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  operations: {},
  page: samplePage,
} as const;

const source: SecretSource<typeof base.config, typeof base.secrets> = {
  id: 'notes-cli',
  name: 'Notes CLI',
  program: 'notes',
  secret: 'token',
  environment: [],
  notes: ['It may do everything.'],
  request: ({ host }) => ({ args: ['token', host], place: host, signIn: `notes login ${host}` }),
};

describe('a secret source', () => {
  it('is asked with the settings as the contract’s schema gives them', () => {
    const contract: AnyContract = defineContract({ ...base, secretSources: [source] });
    expect(contract.secretSources?.[0]?.request({ host: 'a.example' })?.args).toEqual(['token', 'a.example']);
  });

  it('names a secret of its contract, and its settings are typed: the compiler says so', () => {
    expectTypeOf(source.secret).toEqualTypeOf<'token'>();
    expectTypeOf<Parameters<(typeof source)['request']>[0]>().toEqualTypeOf<{ host: string }>();
  });

  it.each([
    ['an id that is no plain name', { id: 'Notes CLI' }],
    ['a program with a path', { program: '../notes' }],
    ['a program with arguments', { program: 'notes token' }],
    ['an option for a program', { program: '-notes' }],
    ['a secret that the contract has not', { secret: 'password' as 'token' }],
    ['nothing that a person should know', { notes: [] }],
  ])('is refused with %s', (_what, change) => {
    expect(() => defineContract({ ...base, secretSources: [{ ...source, ...change }] })).toThrow(TypeError);
  });

  it('is refused when another one has its id', () => {
    expect(() => defineContract({ ...base, secretSources: [source, source] })).toThrow(/each once/);
  });
});
