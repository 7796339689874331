import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SafeStorageLike } from '../safe-storage-like.ts';

/** How a computer is, for tests; change it at any moment. */
export interface Computer {
  platform: 'linux' | 'darwin' | 'win32';
  /** What the keychain's key is made of; null for no keychain. */
  key: string | null;
  /** The keychain is there but locked. */
  locked: boolean;
  /** Every decryption asks to be encrypted anew. */
  rotated: boolean;
}

export interface FakeSafeStorage {
  readonly storage: SafeStorageLike;
  /** The names of what was called, in order. */
  readonly calls: string[];
  /** Whether the switch for the key that everybody knows is on. */
  readonly plainText: () => boolean;
}

const knownToAll = 'peanuts';

/**
 * `safeStorage` as documented and as its source has it (shell/browser/api/electron_api_safe_storage.cc), with a cipher of its own.
 * @param half which functions this Electron has: the asynchronous ones came with 42
 */
export function fakeSafeStorage(computer: Computer, half: 'sync' | 'async'): FakeSafeStorage {
  const calls: string[] = [];
  let plainText = false;
  const backend = (): string => (computer.key === null ? 'basic_text' : 'gnome_libsecret');
  const keychain = (): string | null => (computer.locked ? null : computer.key);
  const available = (): boolean => keychain() !== null || (computer.platform === 'linux' && plainText && backend() === 'basic_text');
  const encrypt = (text: string): Buffer => {
    const key = keychain();
    if (key === null && computer.platform !== 'linux') throw new Error('Error while encrypting the text provided.');
    const prefix = computer.platform === 'linux' && key !== null ? 'v11' : 'v10';
    return Buffer.concat([Buffer.from(prefix), scramble(text, key ?? knownToAll)]);
  };
  const decrypt = (encrypted: Buffer): string => {
    const weak = computer.platform === 'linux' && encrypted.toString('latin1', 0, 3) === 'v10';
    const key = weak ? knownToAll : keychain();
    if (key === null) throw new Error('Error while decrypting the ciphertext provided.');
    return unscramble(encrypted.subarray(3), key);
  };
  const refuse = (verb: string): void => {
    if (!available()) throw new Error(`Error while ${verb}ing the text provided to safeStorage. ${verb}ion is not available.`);
  };
  const storage: SafeStorageLike = {
    isEncryptionAvailable: () => {
      calls.push('isEncryptionAvailable');
      return available();
    },
    encryptString: (text) => {
      calls.push('encryptString');
      refuse('Encrypt');
      return encrypt(text);
    },
    decryptString: (encrypted) => {
      calls.push('decryptString');
      refuse('Decrypt');
      return decrypt(encrypted);
    },
    setUsePlainTextEncryption: (use) => {
      calls.push(`setUsePlainTextEncryption ${String(use)}`);
      plainText = use;
    },
    ...(computer.platform === 'linux' ? { getSelectedStorageBackend: backend } : {}),
    ...(half === 'sync'
      ? {}
      : {
          // Without a keychain there is still the key that everybody knows, and nothing says so.
          isAsyncEncryptionAvailable: () => Promise.resolve(computer.platform === 'linux' || keychain() !== null),
          encryptStringAsync: (text: string) => attempt(() => encrypt(text)),
          decryptStringAsync: (encrypted: Buffer) =>
            attempt(() => {
              if (computer.locked && encrypted.toString('latin1', 0, 3) === 'v11')
                throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.');
              return { result: decrypt(encrypted), shouldReEncrypt: computer.rotated };
            }),
        }),
  };
  return { storage, calls, plainText: () => plainText };
}

function attempt<Value>(work: () => Value): Promise<Value> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function scramble(text: string, key: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(key).digest(), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unscramble(encrypted: Buffer, key: string): string {
  const cipher = createDecipheriv('aes-256-gcm', createHash('sha256').update(key).digest(), encrypted.subarray(0, 12));
  cipher.setAuthTag(encrypted.subarray(12, 28));
  return Buffer.concat([cipher.update(encrypted.subarray(28)), cipher.final()]).toString('utf8');
}
