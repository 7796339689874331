import { afterEach, describe, expect, it } from 'vitest';
import { vaultWorld, type VaultWorld } from './testing/vault-world.ts';
import type { ConnectionId, ConnectionView } from './types/index.ts';

const engines: VaultWorld['engine'][] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

async function connected(
  secrets: Readonly<Record<string, string>>,
  keepSecrets?: 'weak' | 'session',
  strength: 'strong' | 'weak' = 'strong',
) {
  const made = await vaultWorld();
  engines.push(made.engine);
  made.vault.is = strength;
  const { id } = await made.engine.connections.add({ integration: 'depot', config: { host: 'a' }, secrets, keepSecrets });
  return { ...made, id };
}

const both = { token: 'depot_token-abcd', proxyPassword: 'proxy_password-wxyz' };

function savedRow({ store, id }: { store: VaultWorld['store']; id: ConnectionId }): ConnectionView | undefined {
  return store.saved.get(id);
}

describe('a secret that the contract can do without', () => {
  it('is kept by a change that does not speak of it', async () => {
    const made = await connected(both);
    await made.engine.connections.update(made.id, { secrets: { token: 'depot_other-efgh' } });
    expect(made.clients.at(-1)).toEqual({ token: 'depot_other-efgh', proxyPassword: both.proxyPassword });
  });

  it('is forgotten when it is cleared: in row, vault and what runs, while the other one stays', async () => {
    const made = await connected(both);
    const { engine, store, vault, id } = made;
    const changed = await engine.connections.update(id, { clearSecrets: ['proxyPassword'] });
    expect(changed.secrets).toEqual({ token: { hint: 'abcd' } });
    expect(savedRow(made)?.secrets).toEqual({ token: { hint: 'abcd' } });
    const sealed = store.sealed.get(id);
    expect(sealed === undefined ? undefined : (await vault.open(sealed)).secrets).toEqual({ token: both.token });
    await engine.run({ connection: id, operation: 'look', input: {} });
    expect(made.clients.at(-1)).toEqual({ token: both.token, proxyPassword: undefined });
  });

  it('is proven to be needless before it is forgotten, and stays when that cannot be saved', async () => {
    const made = await connected(both);
    const trial = { integration: 'depot', config: { host: 'a' }, clearSecrets: ['proxyPassword'] };
    await made.engine.connections.verify(trial, made.id);
    expect(made.clients.at(-1)?.proxyPassword).toBeUndefined();
    made.store.failing = new Error('full');
    await expect(made.engine.connections.update(made.id, { clearSecrets: ['proxyPassword'] })).rejects.toThrow('full');
    expect(Object.keys(made.engine.connections.get(made.id).secrets)).toEqual(['token', 'proxyPassword']);
  });

  it('is not asked for once more where the settings change and it is cleared', async () => {
    const made = await connected(both);
    const change = { config: { host: 'b' }, secrets: { token: 'depot_other-efgh' } };
    await expect(made.engine.connections.update(made.id, change)).rejects.toMatchObject({ fields: { proxyPassword: /Fill it in again/ } });
    const changed = await made.engine.connections.update(made.id, { ...change, clearSecrets: ['proxyPassword'] });
    expect(changed).toMatchObject({ config: { host: 'b' }, secrets: { token: { hint: 'efgh' } } });
  });

  it('is replaced, not cleared, when it is filled in as well', async () => {
    const made = await connected(both);
    await made.engine.connections.update(made.id, { secrets: { proxyPassword: 'proxy_other-1234' }, clearSecrets: ['proxyPassword'] });
    expect(made.clients.at(-1)?.proxyPassword).toBe('proxy_other-1234');
  });
});

it('a secret that the contract needs cannot be cleared', async () => {
  const made = await connected(both);
  await expect(made.engine.connections.update(made.id, { clearSecrets: ['token'] })).rejects.toMatchObject({
    category: 'validation_error',
    fields: { token: expect.any(String) as string },
  });
  expect(made.clients).toHaveLength(1);
});

describe('secrets that are kept weakly', () => {
  it('move into a keychain that is there now, and the row says so', async () => {
    const made = await connected(both, 'weak', 'weak');
    const { engine, vault, store, id } = made;
    const before = store.sealed.get(id);
    expect(engine.connections.get(id).secretStorage).toBe('weak');
    expect(await engine.connections.keychain()).toBe('weak');
    await expect(engine.connections.protect(id)).rejects.toMatchObject({ category: 'storage_error', code: 'keychain_weak' });
    expect(store.sealed.get(id)).toBe(before);

    vault.is = 'strong';
    expect(await engine.connections.keychain()).toBe('strong');
    expect((await engine.connections.protect(id)).secretStorage).toBe('keychain');
    expect(savedRow(made)?.secretStorage).toBe('keychain');
    const after = store.sealed.get(id);
    expect(after).toMatchObject({ scheme: 'strong' });
    expect(after === undefined ? undefined : (await vault.open(after)).secrets).toEqual(both);
    expect(made.told.at(-1)).toMatchObject({ type: 'connection', connection: { id, secretStorage: 'keychain' } });
  });

  it('stay as they are when the move cannot be saved', async () => {
    const { engine, vault, store, id } = await connected(both, 'weak', 'weak');
    const before = store.sealed.get(id);
    vault.is = 'strong';
    store.failing = new Error('full');
    await expect(engine.connections.protect(id)).rejects.toThrow('full');
    expect([engine.connections.get(id).secretStorage, store.sealed.get(id)]).toEqual(['weak', before]);
  });

  it('are called protected when the keychain itself has sealed them anew', async () => {
    const made = await connected(both, 'weak', 'weak');
    const { engine, vault, id, store } = made;
    vault.is = 'strong';
    const weak = store.sealed.get(id);
    if (weak === undefined) throw new Error('Nothing is sealed.');
    const strong = await vault.seal(both, false);
    vault.open = () => Promise.resolve({ secrets: both, resealed: strong });
    await engine.run({ connection: id, operation: 'look', input: {} });
    await expect.poll(() => store.sealed.get(id)).toBe(strong);
    expect(engine.connections.get(id).secretStorage).toBe('keychain');
  });
});

it('secrets that are kept for one session move into a keychain that is there now, and are not kept in memory besides', async () => {
  const { engine, vault, store, id, clients } = await connected(both, 'session');
  expect(store.sealed.get(id)).toBeUndefined();
  expect((await engine.connections.protect(id)).secretStorage).toBe('keychain');
  vault.changed = true;
  await expect(engine.run({ connection: id, operation: 'look', input: {} })).rejects.toMatchObject({ code: 'keychain' });
  vault.changed = false;
  await engine.run({ connection: id, operation: 'look', input: {} });
  expect(clients.at(-1)).toEqual(both);
});
