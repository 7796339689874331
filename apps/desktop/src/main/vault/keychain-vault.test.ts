import { serializeError, toIntegrationError } from '@wiz/core';
import type { SealedSecrets, Vault } from '@wiz/engine';
import type { safeStorage } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { keychainVault, schemes } from './keychain-vault.ts';
import type { SafeStorageLike } from './safe-storage-like.ts';
import { fakeSafeStorage, type Computer, type FakeSafeStorage } from './testing/fake-safe-storage.ts';

const secrets = { token: 'tok-3f9a“ü”\n', other: 'second-secret' };

let computer: Computer;
beforeEach(() => {
  computer = { platform: 'linux', key: 'the person’s key', locked: false, rotated: false };
});

function vaultOf(fake: FakeSafeStorage, appName = 'Project Wiz'): Vault {
  return keychainVault({ safeStorage: fake.storage, platform: computer.platform, appName });
}

async function failureOf(
  promise: Promise<unknown>,
): Promise<{ code: string | undefined; message: string; retryable: boolean; all: string }> {
  const error = toIntegrationError(
    await promise.then(
      () => new Error('It did not fail.'),
      (thrown: unknown) => thrown,
    ),
  );
  expect(error.category).toBe('storage_error');
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    all: JSON.stringify(serializeError(error)) + (error.stack ?? ''),
  };
}

describe.each(['sync', 'async'] as const)('with the %s half of safeStorage', (half) => {
  const fresh = (): FakeSafeStorage => fakeSafeStorage(computer, half);

  it('opens what it sealed, and what it sealed holds no secret', async () => {
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    expect(await vault.open(sealed)).toEqual({ secrets });
    expect(sealed).toMatchObject({ version: 1, scheme: schemes.guarded, platform: 'linux', appName: 'Project Wiz' });
    for (const part of [sealed.data, sealed.check]) expect(Buffer.from(part, 'base64').toString('latin1')).not.toContain('second-secret');
    expect(JSON.parse(JSON.stringify(sealed))).toEqual(sealed);
  });

  it('asks the keychain for nothing until it is asked', () => {
    const fake = fresh();
    vaultOf(fake);
    expect(fake.calls).toEqual([]);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('calls the keychain of %s strong', async (platform) => {
    computer.platform = platform;
    expect(await vaultOf(fresh()).strength()).toBe('strong');
  });

  it('calls a Linux without keychain weak, and other systems without one none', async () => {
    computer.key = null;
    expect(await vaultOf(fresh()).strength()).toBe('weak');
    computer.platform = 'darwin';
    expect(await vaultOf(fresh()).strength()).toBe('none');
  });

  it('seals nothing with a weak key until the person agreed', async () => {
    computer.key = null;
    const fake = fresh();
    const failure = await failureOf(vaultOf(fake).seal(secrets, false));
    expect(failure).toMatchObject({ code: 'keychain', retryable: false });
    expect(failure.message).toContain('not agreed');
    expect(fake.calls.filter((name) => name.startsWith('setUse'))).toEqual([]);
  });

  it('seals with a weak key when the person agreed, says so in the value, and opens it after a restart', async () => {
    computer.key = null;
    const fake = fresh();
    const sealed = await vaultOf(fake).seal(secrets, true);
    expect(sealed.scheme).toBe(schemes.weak);
    expect(fake.plainText()).toBe(false);
    const restarted = fresh();
    expect(await vaultOf(restarted).open(sealed)).toEqual({ secrets });
    expect(restarted.plainText()).toBe(false);
  });

  it('seals with the keychain where there is one, also when the person would have agreed to less', async () => {
    const fake = fresh();
    expect((await vaultOf(fake).seal(secrets, true)).scheme).toBe(schemes.guarded);
    expect(fake.calls.filter((name) => name.startsWith('setUse'))).toEqual([]);
  });

  it('seals nothing when the keychain has gone since it was asked', async () => {
    const fake = fresh();
    const slow = keychainVault({
      safeStorage: goneAfterFirst(fake.storage, () => {
        computer.key = null;
        fake.storage.setUsePlainTextEncryption?.(true);
      }),
      platform: 'linux',
      appName: 'Project Wiz',
    });
    expect(await failureOf(slow.seal(secrets, false))).toMatchObject({ code: 'keychain' });
  });

  it('does not acknowledge what the keychain does not give back', async () => {
    const { storage } = fresh();
    const forgetful: SafeStorageLike = {
      ...storage,
      decryptString: () => 'something else',
      ...(half === 'async' ? { decryptStringAsync: () => Promise.resolve({ result: 'something else', shouldReEncrypt: false }) } : {}),
    };
    const failure = await failureOf(keychainVault({ safeStorage: forgetful, platform: 'linux', appName: 'x' }).seal(secrets, false));
    expect(failure.message).toContain('did not give back');
  });

  it('says to unlock a locked keychain, for which trying again helps, and opens the same value then', async () => {
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    computer.locked = true;
    const failure = await failureOf(vault.open(sealed));
    expect(failure).toMatchObject({ code: 'keychain_locked', retryable: true });
    expect(failure.message).toMatch(/Unlock/);
    computer.locked = false;
    expect(await vault.open(sealed)).toEqual({ secrets });
  });

  it('says to reconnect when the key has changed, and leaves the value as it was', async () => {
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    const before = JSON.stringify(sealed);
    computer.key = 'another key';
    const failure = await failureOf(vault.open(sealed));
    expect(failure).toMatchObject({ code: 'keychain', retryable: false });
    expect(failure.message).toContain('no longer opens');
    expect(failure.message).toContain('Reconnect');
    expect(JSON.stringify(sealed)).toBe(before);
  });

  it('does not take rubbish for secrets when a wrong key decrypts to rubbish', async () => {
    const { storage } = fresh();
    const sealed = await keychainVault({ safeStorage: storage, platform: 'linux', appName: 'Project Wiz' }).seal(secrets, false);
    const rubbish: SafeStorageLike = {
      ...storage,
      decryptString: () => '{"token":"rubbish"}',
      ...(half === 'async' ? { decryptStringAsync: () => Promise.resolve({ result: '{"token":"rubbish"}', shouldReEncrypt: false }) } : {}),
    };
    const failure = await failureOf(keychainVault({ safeStorage: rubbish, platform: 'linux', appName: 'Project Wiz' }).open(sealed));
    expect(failure.code).toBe('keychain');
  });

  it.each(['data', 'check'] as const)('survives a flipped bit in %s', async (part) => {
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    const failure = await failureOf(vault.open({ ...sealed, [part]: flipped(sealed[part]) }));
    expect(failure).toMatchObject({ code: 'keychain', retryable: false });
    expect(failure.message).toContain(part === 'data' ? 'damaged' : 'no longer opens');
    expect(await vault.open(sealed)).toEqual({ secrets });
  });

  it('names the system on which the secrets were saved', async () => {
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    const failure = await failureOf(vault.open({ ...sealed, platform: 'darwin' }));
    expect(failure.code).toBe('keychain');
    expect(failure.message).toContain('macOS');
  });

  it('names the application under whose name the secrets were saved, but only when they do not open', async () => {
    const sealed = await vaultOf(fresh(), 'Old Name').seal(secrets, false);
    expect(await vaultOf(fresh(), 'New Name').open(sealed)).toEqual({ secrets });
    computer.key = 'the new name’s key';
    const { message } = await failureOf(vaultOf(fresh(), 'New Name').open(sealed));
    expect(message).toContain('Old Name');
    expect(message).toContain('New Name');
  });

  it.each([{ scheme: 'something-new' }, { version: 2 as never }])('leaves a value of a newer version alone: %o', async (newer) => {
    const fake = fresh();
    const sealed: SealedSecrets = { ...(await vaultOf(fake).seal(secrets, false)), ...newer };
    fake.calls.length = 0;
    expect((await failureOf(vaultOf(fake).open(sealed))).message).toContain('newer version');
    expect(fake.calls).toEqual([]);
  });

  it('never tells a secret in an error, not even when the keychain’s own error does', async () => {
    const { storage } = fresh();
    const quoting = (text: string): never => {
      throw new Error(`cannot encrypt ${text}`);
    };
    let first = true;
    const indiscreet: SafeStorageLike = {
      ...storage,
      encryptString: (text) => (first ? ((first = false), storage.encryptString(text)) : quoting(`${secrets.other} ${text}`)),
      ...(half === 'async'
        ? {
            encryptStringAsync: (text: string) =>
              first
                ? ((first = false), Promise.resolve(storage.encryptString(text)))
                : Promise.reject(new Error(`cannot encrypt ${secrets.other}`)),
          }
        : {}),
    };
    const sealing = await failureOf(keychainVault({ safeStorage: indiscreet, platform: 'linux', appName: 'x' }).seal(secrets, false));
    expect(sealing.all).not.toContain('second-secret');
    const vault = vaultOf(fresh());
    const sealed = await vault.seal(secrets, false);
    const notJson = { ...sealed, data: storage.encryptString('second-secret is no JSON').toString('base64') };
    const opening = await failureOf(vault.open(notJson));
    expect(opening.message).toContain('damaged');
    expect(opening.all).not.toContain('second-secret');
  });
});

describe('a keychain that wants its secrets sealed anew', () => {
  it('gets them, and the new value opens', async () => {
    const vault = vaultOf(fakeSafeStorage(computer, 'async'));
    const sealed = await vault.seal(secrets, false);
    computer.rotated = true;
    const opened = await vault.open(sealed);
    expect(opened.secrets).toEqual(secrets);
    expect(opened.resealed).toMatchObject({ scheme: schemes.guarded });
    expect(opened.resealed?.data).not.toBe(sealed.data);
    computer.rotated = false;
    expect(await vault.open(opened.resealed ?? sealed)).toEqual({ secrets });
  });

  it('gets a strong key where there was a weak one', async () => {
    computer.key = null;
    const vault = vaultOf(fakeSafeStorage(computer, 'async'));
    const sealed = await vault.seal(secrets, true);
    computer.key = 'a keychain at last';
    computer.rotated = true;
    expect((await vault.open(sealed)).resealed?.scheme).toBe(schemes.guarded);
  });

  it('still opens them when they cannot be sealed as well as they were', async () => {
    const { storage } = fakeSafeStorage(computer, 'async');
    const vault = keychainVault({ safeStorage: storage, platform: 'linux', appName: 'Project Wiz' });
    const sealed = await vault.seal(secrets, false);
    const weaker: SafeStorageLike = {
      ...storage,
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(`v10${text}`)),
      decryptStringAsync: async (encrypted) => ({
        ...(await (storage.decryptStringAsync?.(encrypted) ?? Promise.reject(new Error()))),
        shouldReEncrypt: true,
      }),
    };
    const opened = await keychainVault({ safeStorage: weaker, platform: 'linux', appName: 'Project Wiz' }).open(sealed);
    expect(opened).toEqual({ secrets, resealed: undefined });
  });
});

describe('the synchronous half on Linux', () => {
  it('says that the keychain is not there, where a session has none at all', async () => {
    const vault = vaultOf(fakeSafeStorage(computer, 'sync'));
    const sealed = await vault.seal(secrets, false);
    computer.key = null;
    const failure = await failureOf(vault.open(sealed));
    expect(failure).toMatchObject({ code: 'keychain', retryable: false });
    expect(failure.message).toContain('not there in this session');
  });

  it('calls a locked keychain none, for there is no telling whether it would protect', async () => {
    computer.locked = true;
    expect(await vaultOf(fakeSafeStorage(computer, 'sync')).strength()).toBe('none');
  });

  it('turns the switch off again when encrypting fails', async () => {
    computer.key = null;
    const fake = fakeSafeStorage(computer, 'sync');
    const failing: SafeStorageLike = {
      ...fake.storage,
      encryptString: () => {
        throw new Error('no');
      },
    };
    await failureOf(keychainVault({ safeStorage: failing, platform: 'linux', appName: 'x' }).seal(secrets, true));
    expect(fake.calls).toContain('setUsePlainTextEncryption true');
    expect(fake.plainText()).toBe(false);
  });
});

it('fits Electron’s own types', () => {
  const fits = (real: typeof safeStorage): SafeStorageLike => real;
  expect(fits).toBeTypeOf('function');
});

/** Calls back after the first encryption. */
function goneAfterFirst(storage: SafeStorageLike, gone: () => void): SafeStorageLike {
  let first = true;
  const after = <Value>(value: Value): Value => {
    if (first) gone();
    first = false;
    return value;
  };
  return {
    ...storage,
    encryptString: (text) => after(storage.encryptString(text)),
    ...(storage.encryptStringAsync === undefined
      ? {}
      : { encryptStringAsync: async (text: string) => after((await storage.encryptStringAsync?.(text)) ?? Buffer.alloc(0)) }),
  };
}

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return bytes.toString('base64');
}
