import { IntegrationError } from '@wiz/core';
import type { SealedSecrets } from '@wiz/engine';

/** Chromium and Electron tell of a locked keychain in words only (electron_api_safe_storage.cc). */
const laterWords = /temporar|locked|not available|unavailable/i;

/** The keychain cannot keep something, or does not open what it kept, now or ever. */
export function keychainError(sentence: string, cause?: unknown): IntegrationError {
  return new IntegrationError('storage_error', sentence, { code: 'keychain', retryable: false, ...(cause === undefined ? {} : { cause }) });
}

/**
 * What a failed decryption means.
 * @param gone this session has no keychain at all, so there is nothing to unlock
 */
export function openFailure(thrown: unknown, sealed: SealedSecrets, appName: string, gone: boolean): IntegrationError {
  const message = thrown instanceof Error ? thrown.message : '';
  if (laterWords.test(message) && !gone)
    return new IntegrationError(
      'storage_error',
      'Your keychain is locked or not ready. Unlock it, then try again; if that does not help, restart Project Wiz.',
      { code: 'keychain_locked', retryable: true, cause: thrown },
    );
  if (sealed.appName !== appName)
    return keychainError(
      `These credentials were saved under the name “${sealed.appName}”, and this is “${appName}”: the keychain gives them to the former only. They were kept. Reconnect to go on.`,
      thrown,
    );
  if (gone)
    return keychainError(
      'The keychain that guards these credentials is not there in this session. They were kept. Reconnect to go on.',
      thrown,
    );
  return keychainError(
    'Your keychain no longer opens these credentials: its key has changed, or they were saved by another account. They were kept. Reconnect to go on.',
    thrown,
  );
}

const platformNames: Readonly<Record<string, string>> = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' };

/** As people call the system. */
export function platformName(platform: string): string {
  return platformNames[platform] ?? platform;
}
