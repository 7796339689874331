import type { IntegrationError } from '@wiz/core';
import type { OpenedSecrets, SealedSecrets, Vault } from '@wiz/engine';
import { z } from 'zod';
import { KeychainCipher, type Opened } from './keychain-cipher.ts';
import type { SafeStorageLike } from './safe-storage-like.ts';
import { keychainError, openFailure, platformName } from './vault-failure.ts';

export interface KeychainVaultOptions {
  readonly safeStorage: SafeStorageLike;
  /** As Node names it. */
  readonly platform: string;
  /** What the keychain's key is bound to: Electron's `app.getName()`. */
  readonly appName: string;
}

/** Names of the two ways in which secrets are sealed, as they are stored. */
export const schemes = { guarded: 'safe-storage', weak: 'safe-storage-weak' } as const;

/** What `check` says when it is opened. A later version of the format gets another word. */
const knownWord = 'project-wiz vault 1';

const Secrets = z.record(z.string(), z.string());

/**
 * Seals secrets with the system's keychain by way of Electron's `safeStorage`. Use it after the application is ready:
 * before, the keychain would get its entry under the wrong name. Nothing is asked of the keychain until a function is called.
 */
export function keychainVault({ safeStorage, platform, appName }: KeychainVaultOptions): Vault {
  const cipher = new KeychainCipher(safeStorage, platform);

  const seal: Vault['seal'] = async (secrets, allowWeak) => {
    const strength = await cipher.strength();
    if (strength === 'none')
      throw keychainError(
        'This computer has no keychain that could keep the credentials, or it is locked. Unlock it, then try again. Nothing was saved.',
      );
    if (strength === 'weak' && !allowWeak) throw weakRefused();
    const text = JSON.stringify(secrets);
    const sealed = await sealTexts(cipher, text, strength === 'weak').catch((thrown: unknown) => {
      throw keychainError(
        'Your keychain did not take the credentials. Unlock it, then try again. Nothing was saved.',
        harmless(thrown, secrets),
      );
    });
    const weak = cipher.isWeak(sealed.check) || cipher.isWeak(sealed.data);
    // The keychain may have gone since it was asked.
    if (weak && !allowWeak) throw weakRefused();
    // What cannot be read back is worth nothing, and now the person still has the credentials at hand.
    if (!(await readsBack(cipher, sealed.data, text, weak)))
      throw keychainError('Your keychain did not give back what it was given. Check it, then try again. Nothing was saved.');
    return {
      version: 1,
      scheme: weak ? schemes.weak : schemes.guarded,
      check: sealed.check.toString('base64'),
      data: sealed.data.toString('base64'),
      platform,
      appName,
    };
  };

  const open = async (sealed: SealedSecrets): Promise<OpenedSecrets> => {
    const weak = isWeakScheme(sealed);
    if (sealed.platform !== platform)
      throw keychainError(
        `These credentials were saved on ${platformName(sealed.platform)}, whose keychain alone opens them. They were kept. Reconnect to go on.`,
      );
    const decrypt = (base64: string): Promise<Opened> => cipher.decrypt(Buffer.from(base64, 'base64'), weak);
    const failure = (thrown: unknown): IntegrationError => openFailure(thrown, sealed, appName, !weak && cipher.onlyPlainText());
    const check = await decrypt(sealed.check).catch((thrown: unknown) => {
      throw failure(thrown);
    });
    // A wrong key may decrypt to rubbish instead of failing.
    if (check.text !== knownWord) throw failure(undefined);
    const data = await decrypt(sealed.data).catch((thrown: unknown) => {
      const error = failure(thrown);
      throw error.retryable ? error : damaged(thrown);
    });
    const secrets = readSecrets(data.text);
    if (!(check.reEncrypt || data.reEncrypt)) return { secrets };
    // Sealing anew is a service: where it fails, the old value still opens. It never makes a strong one weak.
    return { secrets, resealed: await seal(secrets, weak).catch(() => undefined) };
  };

  return { strength: () => cipher.strength(), seal, open, protects: (sealed) => !isWeakScheme(sealed) };
}

interface SealedTexts {
  readonly check: Buffer;
  readonly data: Buffer;
}

async function sealTexts(cipher: KeychainCipher, text: string, plainText: boolean): Promise<SealedTexts> {
  return { check: await cipher.encrypt(knownWord, plainText), data: await cipher.encrypt(text, plainText) };
}

async function readsBack(cipher: KeychainCipher, data: Buffer, text: string, weak: boolean): Promise<boolean> {
  try {
    return (await cipher.decrypt(data, weak)).text === text;
  } catch {
    return false;
  }
}

function isWeakScheme(sealed: SealedSecrets): boolean {
  // The type says 1, but the value comes from a file.
  const version: number = sealed.version;
  if (version === 1 && sealed.scheme === schemes.weak) return true;
  if (version === 1 && sealed.scheme === schemes.guarded) return false;
  throw keychainError('These credentials were saved by a newer version of Project Wiz. They were kept. Install it, or reconnect to go on.');
}

/** Without the thrown error: it quotes the text that it could not read. */
function readSecrets(text: string): Readonly<Record<string, string>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = Secrets.safeParse(value);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

/** The key is right, as the known word showed, but the data is not. */
function damaged(cause?: unknown): IntegrationError {
  return keychainError('The saved credentials are damaged. Reconnect to go on.', cause);
}

function weakRefused(): IntegrationError {
  return keychainError(
    'This computer has no keychain that protects the credentials, and you have not agreed to weak protection. Nothing was saved.',
  );
}

/** The error as a cause, unless it quotes a secret. */
function harmless(thrown: unknown, secrets: Readonly<Record<string, string>>): Error | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const told = `${thrown.message}\n${thrown.stack ?? ''}`;
  const quotes = Object.values(secrets).some((secret) => told.includes(secret) || told.includes(JSON.stringify(secret).slice(1, -1)));
  return quotes ? undefined : thrown;
}
