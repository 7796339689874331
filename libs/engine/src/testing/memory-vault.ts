import { IntegrationError } from '@wiz/core';
import type { SealedSecrets, Vault } from '../ports.ts';
import type { KeychainStrength } from '../types/index.ts';

/** A vault in memory, for tests of what stands above it: a sealed value names a slot and holds nothing of the secret. */
export class MemoryVault implements Vault {
  is: KeychainStrength = 'strong';
  /** Makes every opening fail, as a changed keychain does. */
  changed = false;
  readonly #slots = new Map<string, Readonly<Record<string, string>>>();

  strength(): Promise<KeychainStrength> {
    return Promise.resolve(this.is);
  }

  seal(secrets: Readonly<Record<string, string>>, allowWeak: boolean): Promise<SealedSecrets> {
    if (this.is === 'none' || (this.is === 'weak' && !allowWeak))
      return Promise.reject(new IntegrationError('storage_error', 'No keychain.', { code: 'keychain' }));
    const data = `slot-${String(this.#slots.size)}`;
    this.#slots.set(data, secrets);
    return Promise.resolve({ version: 1, scheme: this.is, check: 'check', data, platform: 'test', appName: 'test' });
  }

  open({ data }: SealedSecrets): Promise<{ secrets: Readonly<Record<string, string>> }> {
    const secrets = this.#slots.get(data);
    if (secrets === undefined || this.changed)
      return Promise.reject(new IntegrationError('storage_error', 'Your keychain no longer opens this. Reconnect.', { code: 'keychain' }));
    return Promise.resolve({ secrets });
  }

  protects({ scheme }: SealedSecrets): boolean {
    return scheme === 'strong';
  }
}
