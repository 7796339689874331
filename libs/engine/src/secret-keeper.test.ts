import { IntegrationError, serializeError } from '@wiz/core';
import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, deskWorld, draft } from './testing/desk-world.ts';
import { MemoryVault } from './testing/index.ts';

describe('credentials', () => {
  it('are proven before they are saved, with the exact reason', async () => {
    const { engine, store } = await deskWorld();
    await expect(engine.connections.add({ ...draft, secrets: { token: 'wrong-token' } })).rejects.toMatchObject({
      category: 'authentication_error',
      message: 'The desk does not accept this token.',
    });
    expect(store.saved.size).toBe(0);
    expect(store.sealed.size).toBe(0);
  });

  it('are sealed in the vault; window, row and journal see that they are set and how they end', async () => {
    const { engine, store, events, id } = await connectedDesk();
    await engine.run({ connection: id, operation: 'list', input: {} });
    const view = engine.connections.list()[0];
    expect(view).toMatchObject({ secrets: { token: { hint: 'abcd' } }, secretStorage: 'keychain' });
    expect(store.sealed.get(id)).toBeDefined();
    const everything = JSON.stringify([[...store.saved.values()], [...store.sealed.values()], store.writes, events, view]);
    expect(everything).not.toContain('good-token');
  });

  it('that are missing or not known are refused by name, not by value', async () => {
    const { engine } = await deskWorld();
    await expect(engine.connections.add({ ...draft, secrets: {} })).rejects.toMatchObject({
      category: 'validation_error',
      fields: { token: expect.any(String) as string },
    });
  });

  it('stay as they are when a change leaves them out, and are replaced when it does not', async () => {
    const { engine, tokens, id } = await connectedDesk();
    await engine.connections.update(id, { config: { place: 'here' } });
    expect(tokens.at(-1)).toBe('good-token-abcd');
    await engine.connections.update(id, { secrets: { token: 'newer-token-wxyz' } });
    expect(tokens.at(-1)).toBe('newer-token-wxyz');
    expect(engine.connections.get(id).secrets).toEqual({ token: { hint: 'wxyz' } });
    await expect(engine.connections.update(id, { secrets: { token: 'wrong-token' } })).rejects.toMatchObject({
      category: 'authentication_error',
    });
    expect(engine.connections.get(id).secrets).toEqual({ token: { hint: 'wxyz' } });
  });

  it('are needed once more where the settings change, for they are for the system that they were given for', async () => {
    const { engine, tokens, id } = await connectedDesk();
    const before = tokens.length;
    for (const attempt of [
      engine.connections.update(id, { config: { place: 'there' } }),
      engine.connections.verify({ integration: 'desk', config: { place: 'there' } }, id),
      engine.connections.update(id, { config: { place: 'there' }, secrets: { token: '  ' } }),
    ])
      await expect(attempt).rejects.toMatchObject({ category: 'validation_error', fields: { token: expect.any(String) as string } });
    await expect(engine.connections.verify({ integration: 'other', config: { place: 'here' } }, id)).rejects.toMatchObject({
      category: 'not_found',
    });
    expect(tokens).toHaveLength(before);
    await engine.connections.update(id, { config: { place: 'there' }, secrets: draft.secrets });
    expect(engine.connections.get(id).config).toEqual({ place: 'there' });
  });

  it('that were not typed are not lost while the keychain is only locked', async () => {
    const made = await deskWorld();
    const { id } = await made.engine.connections.add({ ...draft, secrets: { token: 'good-token-abcd', second: 'second-secret-1' } });
    made.vault.open = () => Promise.reject(new IntegrationError('storage_error', 'Locked.', { code: 'keychain_locked', retryable: true }));
    await expect(made.engine.connections.update(id, { secrets: { token: 'newer-token-wxyz' } })).rejects.toMatchObject({
      code: 'keychain_locked',
    });
    expect(Object.keys(made.engine.connections.get(id).secrets)).toEqual(['token', 'second']);
  });

  it('are kept in their new form when the keychain wants it, but never bring back what was removed', async () => {
    const made = await connectedDesk();
    const { engine, store, vault, id } = made;
    const open = vault.open.bind(vault);
    const gate = deferred<undefined>();
    vault.open = async (sealed) => {
      await gate.promise;
      return { ...(await open(sealed)), resealed: { ...sealed, scheme: 'newer' } };
    };
    const running = engine.run({ connection: id, operation: 'ping', input: {} });
    gate.resolve(undefined);
    await running;
    await settle();
    expect(store.sealed.get(id)?.scheme).toBe('newer');

    const again = await deskWorld({ store, vault });
    const late = deferred<undefined>();
    vault.open = async (sealed) => {
      await late.promise;
      return { ...(await open(sealed)), resealed: { ...sealed, scheme: 'newest' } };
    };
    const lost = again.engine.run({ connection: id, operation: 'ping', input: {} }).catch(() => undefined);
    await settle();
    const removing = again.engine.connections.remove(id);
    late.resolve(undefined);
    await removing;
    await lost;
    await settle();
    expect([store.saved.size, store.sealed.size]).toEqual([0, 0]);
  });

  it('are in no error, whoever throws it', async () => {
    const made = await connectedDesk();
    made.answer = () => Promise.reject(new Error('cannot use good-token-abcd here', { cause: new TypeError('good-token-abcd is odd') }));
    const error: unknown = await made.engine.run({ connection: made.id, operation: 'put', input: {} }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'internal_error' });
    expect(JSON.stringify([serializeError(error as IntegrationError), made.store.writes.at(-1)])).not.toContain('good-token');
  });

  it('are not added twice for one account', async () => {
    const { engine, id } = await connectedDesk();
    await expect(engine.connections.add({ ...draft, secrets: { token: 'another-token-of-me' } })).rejects.toMatchObject({
      category: 'conflict',
      connection: id,
    });
  });

  it('go with their connection', async () => {
    const { engine, store, id } = await connectedDesk();
    await engine.connections.remove(id);
    expect([store.saved.size, store.sealed.size, store.governed.size]).toEqual([0, 0, 0]);
    await settle();
    expect(store.governed.size).toBe(0);
  });
});

describe('a keychain that does not protect', () => {
  it('is never used in silence', async () => {
    const vault = new MemoryVault();
    const { engine, store } = await deskWorld({ vault });
    vault.is = 'weak';
    await expect(engine.connections.add(draft)).rejects.toMatchObject({ category: 'storage_error', code: 'keychain_weak' });
    vault.is = 'none';
    await expect(engine.connections.add(draft)).rejects.toMatchObject({ category: 'storage_error', code: 'keychain_missing' });
    await expect(engine.connections.add({ ...draft, keepSecrets: 'weak' })).rejects.toMatchObject({ code: 'keychain_missing' });
    expect([store.saved.size, store.sealed.size]).toEqual([0, 0]);
  });

  it('is used when the person agreed, and says so', async () => {
    const vault = new MemoryVault();
    vault.is = 'weak';
    const { engine, store } = await deskWorld({ vault });
    expect(await engine.connections.add({ ...draft, keepSecrets: 'weak' })).toMatchObject({ secretStorage: 'weak' });
    expect(store.sealed.size).toBe(1);
  });

  it('is passed by for one session: after a restart the connection says “reconnect”, and works once that is done', async () => {
    const vault = new MemoryVault();
    vault.is = 'none';
    const first = await deskWorld({ vault });
    const { id } = await first.engine.connections.add({ ...draft, keepSecrets: 'session' });
    expect(first.store.sealed.size).toBe(0);
    await expect(first.engine.run({ connection: id, operation: 'list', input: {} })).resolves.toMatchObject({ cached: false });
    const again = await deskWorld({ store: first.store, vault });
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({
      category: 'storage_error',
      code: 'keychain',
    });
    const [state] = await again.engine.health.states();
    expect(state?.reconnect).toMatch(/one session only\. Reconnect/);
    await again.engine.connections.update(id, { secrets: { token: 'good-token-abcd' }, keepSecrets: 'session' });
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).resolves.toMatchObject({ cached: false });
    expect((await again.engine.health.states())[0]?.reconnect).toBeNull();
  });

  it('that has changed keeps what it sealed, and other connections work', async () => {
    const { engine, store, vault, id } = await connectedDesk();
    await engine.run({ connection: id, operation: 'ping', input: {} });
    const sealed = store.sealed.get(id);
    const again = await deskWorld({ store, vault });
    vault.changed = true;
    await expect(again.engine.run({ connection: id, operation: 'list', input: {} })).rejects.toMatchObject({ code: 'keychain' });
    expect(store.sealed.get(id)).toBe(sealed);
    // Of the first engine, the secrets are open already.
    await expect(engine.run({ connection: id, operation: 'ping', input: {} })).resolves.toBeDefined();
  });
});
