import { IntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { printed, vaultWorld, type VaultWorld } from './testing/vault-world.ts';

const engines: VaultWorld['engine'][] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

async function world(): Promise<VaultWorld> {
  const made = await vaultWorld();
  engines.push(made.engine);
  return made;
}

const draft = { integration: 'depot', config: { host: 'depot.example' } };
const fromProgram = { ...draft, secretsFrom: 'depot-cli' };

describe('a program that is logged in', () => {
  it('is offered where it is installed and can have a login for the settings, and is not started for that', async () => {
    const { engine, programs } = await world();
    const { connections } = engine;
    expect(await connections.secretSources('depot', draft.config)).toEqual([
      { id: 'depot-cli', file: '/opt/bin/depot', args: ['token', '--host', 'depot.example'], place: 'depot.example' },
    ]);
    expect(await connections.secretSources('depot', { host: 'elsewhere' })).toEqual([]);
    expect(await connections.secretSources('depot', { host: 7 })).toEqual([]);
    programs.installed.clear();
    expect(await connections.secretSources('depot', draft.config)).toEqual([]);
    expect(programs.runs).toEqual([]);
  });

  it('gives its login to the vault, and what windows are told holds nothing of it but its end', async () => {
    const { engine, store, clients, told, programs } = await world();
    const verified = await engine.connections.verify(fromProgram);
    expect(verified).toEqual({ account: 'me', label: 'My depot', grants: ['look', 'carry'] });
    const added = await engine.connections.add(fromProgram);
    expect(added).toMatchObject({ secrets: { token: { hint: 'abcd' } }, secretStorage: 'keychain' });
    expect(store.sealed.size).toBe(1);
    await engine.run({ connection: added.id, operation: 'look', input: {} });
    expect(clients.map(({ token }) => token)).toEqual(['depot_login-abcd', 'depot_login-abcd', 'depot_login-abcd']);
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify([verified, added, told, [...store.saved.values()], store.writes])).not.toContain('depot_login');
    const [run] = programs.runs;
    expect(run).toMatchObject({ file: '/opt/bin/depot', args: ['token', '--host', 'depot.example'] });
    expect(run?.options).toMatchObject({ environment: ['DEPOT_HOME'], mostBytes: 65_536 });
  });

  it('renews the login of a connection, also under other settings', async () => {
    const { engine, programs, clients } = await world();
    const { id } = await engine.connections.add(fromProgram);
    programs.answer = () => Promise.resolve(printed('depot_other-wxyz\n'));
    const changed = await engine.connections.update(id, { config: { host: 'b.example' }, secretsFrom: 'depot-cli' });
    expect(changed).toMatchObject({ id, config: { host: 'b.example' }, secrets: { token: { hint: 'wxyz' } } });
    await engine.run({ connection: id, operation: 'look', input: {} });
    expect(clients.at(-1)?.token).toBe('depot_other-wxyz');
  });

  it('counts more than what was typed for the same secret', async () => {
    const { engine, clients } = await world();
    await engine.connections.verify({ ...fromProgram, secrets: { token: 'typed', proxyPassword: 'typed too' } });
    expect(clients).toEqual([{ token: 'depot_login-abcd', proxyPassword: 'typed too' }]);
  });

  it('whose login the system does not take is answered with the system’s reason, without the login', async () => {
    const { engine, programs, store } = await world();
    programs.answer = () => Promise.resolve(printed('wrong\n'));
    await expect(engine.connections.add(fromProgram)).rejects.toMatchObject({
      category: 'authentication_error',
      message: 'The depot does not take [secret].',
    });
    expect(store.saved.size).toBe(0);
  });
});

describe('a program that gives no login', () => {
  it.each([
    [
      'not logged in',
      { exitCode: 1, printed: '', complaint: '\nno oauth token found for depot.example\nUsage: …' },
      'authentication_error',
      'Depot CLI is not logged in to depot.example. Run “depot login depot.example” in a terminal, then try again. It said: “no oauth token found for depot.example”',
    ],
    [
      'not logged in and silent',
      { exitCode: 4, printed: 'depot_half', complaint: '' },
      'authentication_error',
      'Depot CLI is not logged in to depot.example. Run “depot login depot.example” in a terminal, then try again.',
    ],
    [
      'broken off',
      { exitCode: null, printed: 'depot_half', complaint: '' },
      'configuration_error',
      'Depot CLI broke off before it answered. Try it in a terminal, or type the credentials.',
    ],
  ])('because it is %s, is explained', async (_why, end, category, message) => {
    const { engine, programs, clients } = await world();
    programs.answer = () => Promise.resolve(end);
    await expect(engine.connections.verify(fromProgram)).rejects.toMatchObject({ category, message, fields: { token: message } });
    expect(clients).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a sentence', 'Logged in as me.'],
    ['two lines', 'depot_a\ndepot_b\n'],
    ['control characters', 'depot_a\u001b[0m'],
  ])('because it prints %s, is refused without quoting it', async (_what, text) => {
    const { engine, programs } = await world();
    programs.answer = () => Promise.resolve(printed(text));
    await expect(engine.connections.verify(fromProgram)).rejects.toMatchObject({
      category: 'protocol_error',
      message:
        'Depot CLI printed something that is no token. See in a terminal that “depot” is what you take it for and not too old, or type the credentials.',
    });
  });

  it('because it has gone since it was offered, or was never there, is explained', async () => {
    const { engine, programs } = await world();
    programs.installed.clear();
    await expect(engine.connections.verify(fromProgram)).rejects.toMatchObject({ category: 'not_found', fields: { token: /installed/ } });
    const elsewhere = engine.connections.verify({ ...fromProgram, config: { host: 'elsewhere' } });
    await expect(elsewhere).rejects.toMatchObject({ category: 'configuration_error' });
    const unknown = engine.connections.verify({ ...fromProgram, secretsFrom: 'other' });
    await expect(unknown).rejects.toMatchObject({ category: 'validation_error' });
    expect(programs.runs).toEqual([]);
  });

  it('in ten seconds is ended, and is told how to look what it waits for', async () => {
    const { engine, programs, clock } = await world();
    let ended: unknown;
    programs.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended = signal.reason;
          reject(new IntegrationError('cancelled', 'Ended.'));
        });
      });
    const outcome = expect(engine.connections.verify(fromProgram)).rejects.toMatchObject({
      category: 'timeout_error',
      message: expect.stringContaining('run “depot token --host depot.example” in a terminal') as string,
    });
    await settle();
    await clock.advance(9_999);
    expect(ended).toBeUndefined();
    await clock.advance(1);
    await outcome;
    expect(ended).toMatchObject({ category: 'timeout_error' });
  });

  it('before the application is closed is ended with it', async () => {
    const { engine, programs } = await world();
    programs.answer = () => new Promise(() => undefined);
    const outcome = expect(engine.connections.verify(fromProgram)).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    expect(programs.runs).toHaveLength(1);
    await engine.dispose();
    await outcome;
    expect(programs.runs[0]?.options.signal.aborted).toBe(true);
  });

  it('before whoever asked gives up is ended with it, and nothing is saved', async () => {
    const { engine, programs } = await world();
    programs.answer = () => new Promise(() => undefined);
    for (const ask of ['verify', 'add'] as const) {
      const caller = new AbortController();
      const asked =
        ask === 'verify'
          ? engine.connections.verify(fromProgram, undefined, { signal: caller.signal })
          : engine.connections.add(fromProgram, { signal: caller.signal });
      const outcome = expect(asked).rejects.toMatchObject({ category: 'cancelled' });
      await settle();
      caller.abort();
      await outcome;
      expect(programs.runs.at(-1)?.options.signal.aborted).toBe(true);
    }
    const late = engine.connections.add(fromProgram, { signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ category: 'cancelled' });
    expect(programs.runs).toHaveLength(2);
    expect(engine.connections.list()).toEqual([]);
  });
});
