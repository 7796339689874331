import { IntegrationError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { defineContract, read, secret, type Secret } from '@wiz/integration-kit/contract';
import { implement } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';
import { createEngine, type Engine } from '../engine.ts';
import type { ProgramEnd, ProgramOptions, Programs } from '../ports.ts';
import { MemoryStore } from './memory-store.ts';
import { MemoryVault } from './memory-vault.ts';

/** A system with a token, a password that it can do without, and a command line that may be logged in to it. */
export const depot = defineContract({
  id: 'depot',
  name: 'Depot',
  kind: 'service',
  owner: '@wiz/depot',
  about: 'A depot.',
  docs: 'https://example.com',
  config: z.object({ host: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }), proxyPassword: secret({ label: 'Proxy password' }).optional() }),
  secretSources: [
    {
      id: 'depot-cli',
      name: 'Depot CLI',
      program: 'depot',
      secret: 'token',
      environment: ['DEPOT_HOME'],
      notes: ['It may do everything.'],
      request: ({ host }) =>
        host === 'elsewhere' ? undefined : { args: ['token', '--host', host], place: host, signIn: `depot login ${host}` },
    },
  ],
  page: samplePage,
  operations: { look: read({ title: 'Look', summary: 'Looks.', input: z.object({}), output: z.object({}) }) },
});

/** Programs that a test installs and answers for. */
export class MemoryPrograms implements Programs {
  readonly installed = new Map([['depot', '/opt/bin/depot']]);
  readonly runs: { readonly file: string; readonly args: readonly string[]; readonly options: ProgramOptions }[] = [];
  answer: (options: ProgramOptions) => Promise<ProgramEnd> = () => Promise.resolve(printed('depot_login-abcd\n'));

  find(name: string): Promise<string | undefined> {
    return Promise.resolve(this.installed.get(name));
  }

  run(file: string, args: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
    this.runs.push({ file, args, options });
    return this.answer(options);
  }
}

export function printed(text: string): ProgramEnd {
  return { exitCode: 0, printed: text, complaint: '' };
}

export interface VaultWorld {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly vault: MemoryVault;
  readonly programs: MemoryPrograms;
  readonly clock: ManualClock;
  /** The secrets that each client was made with. */
  readonly clients: { readonly token: string; readonly proxyPassword: string | undefined }[];
  /** Everything that windows were told. */
  readonly told: unknown[];
}

/** An engine over the depot, which takes every token but `wrong`. Dispose of the engine. */
export async function vaultWorld(): Promise<VaultWorld> {
  const [store, vault, programs, clock] = [new MemoryStore(), new MemoryVault(), new MemoryPrograms(), new ManualClock()];
  const clients: VaultWorld['clients'] = [];
  const integration = implement<typeof depot, string>(depot, {
    connect: ({ secrets: { token, proxyPassword } }: { readonly secrets: { token: Secret; proxyPassword?: Secret | undefined } }) => {
      clients.push({ token: token.reveal(), proxyPassword: proxyPassword?.reveal() });
      return token.reveal();
    },
    verify: ({ client }) => {
      if (client === 'wrong') throw new IntegrationError('authentication_error', `The depot does not take ${client}.`);
      return Promise.resolve({ account: 'me', label: 'My depot', grants: ['look', 'carry'] });
    },
    handlers: { look: () => Promise.resolve({}) },
    previews: {},
  });
  let ids = 0;
  const engine = await createEngine({
    contracts: { depot },
    implementations: { depot: () => Promise.resolve(integration) },
    store,
    vault,
    programs,
    host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
    transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
    clock,
    random: () => 0.5,
    newId: () => `id${String((ids += 1))}`,
    logger: { info: () => undefined, error: () => undefined },
  });
  const told: unknown[] = [];
  engine.subscribe((event) => told.push(event));
  return { engine, store, vault, programs, clock, clients, told };
}
