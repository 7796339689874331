/**
 * The part of Electron's `safeStorage` that is used. The asynchronous half is there since Electron 42, and the better one:
 * a keychain that asks the person does not stop the windows.
 *
 * @see https://www.electronjs.org/docs/latest/api/safe-storage
 */
export interface SafeStorageLike {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  /** Linux only. Says `unknown` until the keychain was first asked for. */
  getSelectedStorageBackend?(): string;
  /** Linux only: encrypts with a key that everybody knows, where there is no keychain. */
  setUsePlainTextEncryption?(use: boolean): void;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}
