import type { KeychainStrength } from '@wiz/engine/types';
import type { SafeStorageLike } from './safe-storage-like.ts';

export interface Opened {
  readonly text: string;
  /** The keychain has a newer or better key. */
  readonly reEncrypt: boolean;
}

/** Chromium's marks of keys that a keychain guards: the secret service's or KWallet's, and the desktop portal's. */
const guardedPrefixes: ReadonlySet<string> = new Set(['v11', 'v12']);

/** `safeStorage`, whichever half of it this Electron has. Asks the keychain for nothing until one of its functions is called. */
export class KeychainCipher {
  readonly #storage: SafeStorageLike;
  readonly #platform: string;

  constructor(storage: SafeStorageLike, platform: string) {
    this.#storage = storage;
    this.#platform = platform;
  }

  /** Never rejects: what cannot be asked is not there. */
  async strength(): Promise<KeychainStrength> {
    try {
      if (!(await this.#available())) return this.onlyPlainText() ? 'weak' : 'none';
      // What the system says of itself is not enough: without a keychain Chromium takes a key that everybody knows, and only the result tells.
      return this.isWeak(await this.encrypt('?', false)) ? 'weak' : 'strong';
    } catch {
      return 'none';
    }
  }

  /** Whether the key of this ciphertext protects nothing. */
  isWeak(encrypted: Buffer): boolean {
    // On the other systems Chromium has no key but the system's.
    return this.#platform === 'linux' && !guardedPrefixes.has(encrypted.toString('latin1', 0, 3));
  }

  /** @param plainText where there is no keychain, take the key that everybody knows: only when the person agreed */
  async encrypt(text: string, plainText: boolean): Promise<Buffer> {
    const storage = this.#storage;
    if (storage.encryptStringAsync !== undefined) return storage.encryptStringAsync(text);
    return this.#with(plainText, () => storage.encryptString(text));
  }

  /** @param plainText the text was encrypted with the key that everybody knows */
  async decrypt(encrypted: Buffer, plainText: boolean): Promise<Opened> {
    const storage = this.#storage;
    if (storage.decryptStringAsync === undefined)
      return { text: this.#with(plainText, () => storage.decryptString(encrypted)), reEncrypt: false };
    const { result, shouldReEncrypt } = await storage.decryptStringAsync(encrypted);
    return { text: result, reEncrypt: shouldReEncrypt };
  }

  /** True where this session has no keychain at all; false where there is one, also while it is locked. */
  onlyPlainText(): boolean {
    const storage = this.#storage;
    if (storage.isAsyncEncryptionAvailable !== undefined || storage.setUsePlainTextEncryption === undefined) return false;
    return storage.getSelectedStorageBackend?.() === 'basic_text';
  }

  async #available(): Promise<boolean> {
    return this.#storage.isAsyncEncryptionAvailable?.() ?? this.#storage.isEncryptionAvailable();
  }

  /** The switch is the whole process's, so it is back before anybody else can run. */
  #with<Result>(plainText: boolean, work: () => Result): Result {
    if (!plainText) return work();
    this.#storage.setUsePlainTextEncryption?.(true);
    try {
      return work();
    } finally {
      this.#storage.setUsePlainTextEncryption?.(false);
    }
  }
}
