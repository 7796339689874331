import { IntegrationError, toIntegrationError } from '@wiz/core';
import { parse, Secret, zodOf, type AnyContract } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import type { ConnectionStore, SealedSecrets, Vault } from './ports.ts';
import type { ConnectionDraft, ConnectionId, ConnectionView, KeychainStrength, SecretStorage, SecretView } from './types/index.ts';

/** Secrets as texts, by name. Only in the main process, and only while they are on their way. */
export type SecretTexts = Readonly<Record<string, string>>;

/** A shorter secret shows nothing of itself. */
const shortestHinted = 12;

/** What is saved of secrets beside the connection's row. */
export interface SealedConnection {
  /** Null where nothing may be kept. */
  readonly sealed: SealedSecrets | null;
  readonly secretStorage: SecretStorage;
  readonly secrets: Readonly<Record<string, SecretView>>;
}

/** Keeps the secrets of connections: in the keychain where that protects, elsewhere only as the person decided. */
export class SecretKeeper {
  readonly #vault: Vault;
  readonly #store: Pick<ConnectionStore, 'sealed'>;
  readonly #onResealed: (id: ConnectionId, before: SealedSecrets, after: SealedSecrets) => void;
  /** Of connections whose secrets may be kept in memory only. */
  readonly #session = new Map<ConnectionId, SecretTexts>();

  /** @param onResealed told when the keychain wants what it opened to be kept in a new form */
  constructor(
    vault: Vault,
    store: Pick<ConnectionStore, 'sealed'>,
    onResealed: (id: ConnectionId, before: SealedSecrets, after: SealedSecrets) => void,
  ) {
    this.#vault = vault;
    this.#store = store;
    this.#onResealed = onResealed;
  }

  /**
   * Checks what was filled in against the contract, with what is saved already in place of what was left out and not cleared.
   * @throws IntegrationError `validation_error` that names the field, never its value
   */
  async check(
    contract: AnyContract,
    { secrets: filledIn = {}, clearSecrets = [] }: Pick<ConnectionDraft, 'secrets' | 'clearSecrets'>,
    saved: ConnectionView | undefined,
  ): Promise<SecretTexts> {
    const given = Object.fromEntries(Object.entries(filledIn).filter(([, text]) => text.trim() !== ''));
    let unopened: unknown;
    const known =
      saved === undefined || namesOf(contract).every((name) => name in given || clearSecrets.includes(name))
        ? {}
        : await this.open(saved).catch((error: unknown) => {
            // A keychain that is only locked still has what was not typed. What does not open any more may not be needed.
            if (toIntegrationError(error).retryable) throw error;
            unopened = error;
            return {};
          });
    const kept = Object.fromEntries(Object.entries(known).filter(([name]) => !clearSecrets.includes(name)));
    let parsed: unknown;
    try {
      parsed = parse(contract.secrets, { ...kept, ...given }, 'validation_error', 'The credentials are not right.');
    } catch (error) {
      throw unopened ?? error;
    }
    return Object.fromEntries(
      // `secret` fields parse to `Secret`; a contract has no others among its secrets.
      Object.entries(parsed as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
        value instanceof Secret ? [[name, value.reveal()] as const] : [],
      ),
    );
  }

  /**
   * Seals secrets for saving.
   * @throws IntegrationError `storage_error` with code `keychain_weak` or `keychain_missing` until the person has decided
   */
  async seal(texts: SecretTexts, keep: ConnectionDraft['keepSecrets']): Promise<SealedConnection> {
    const secrets = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { hint: hintOf(text) }]));
    if (Object.keys(texts).length === 0) return { sealed: null, secretStorage: 'none', secrets };
    if (keep === 'session') return { sealed: null, secretStorage: 'session', secrets };
    const strength = await this.#vault.strength();
    if (strength === 'strong') return { sealed: await this.#vault.seal(texts, false), secretStorage: 'keychain', secrets };
    if (strength === 'weak' && keep === 'weak') return { sealed: await this.#vault.seal(texts, true), secretStorage: 'weak', secrets };
    throw strength === 'weak'
      ? new IntegrationError(
          'storage_error',
          'This computer has no keychain that protects credentials: whoever can read your files could read them. Keep them for this session only, or agree to weak protection.',
          { code: 'keychain_weak', retryable: false },
        )
      : new IntegrationError(
          'storage_error',
          'This computer has no keychain that could keep the credentials. Keep them for this session only, or install a keychain (on Linux gnome-keyring or KWallet), then try again.',
          { code: 'keychain_missing', retryable: false },
        );
  }

  /** What protects secrets that are sealed now. */
  strength(): Promise<KeychainStrength> {
    return this.#vault.strength();
  }

  /** Where secrets are that were sealed so. */
  storageOf(sealed: SealedSecrets): SecretStorage {
    return this.#vault.protects(sealed) ? 'keychain' : 'weak';
  }

  /** Call it once the row is saved. */
  remember(id: ConnectionId, storage: SecretStorage, texts: SecretTexts): void {
    if (storage === 'session') this.#session.set(id, texts);
    else this.#session.delete(id);
  }

  forget(id: ConnectionId): void {
    this.#session.delete(id);
  }

  /** @throws IntegrationError `storage_error` with code `keychain`: reconnect, or `keychain_locked`: unlock */
  async open(connection: ConnectionView): Promise<SecretTexts> {
    if (connection.secretStorage === 'none') return {};
    const held = this.#session.get(connection.id);
    if (held !== undefined) return held;
    if (connection.secretStorage === 'session')
      throw reconnect(`The credentials of “${connection.label}” were kept for one session only. Reconnect to go on.`);
    const sealed = await this.#store.sealed(connection.id);
    if (sealed === undefined) throw reconnect(`The credentials of “${connection.label}” are not there any more. Reconnect to go on.`);
    const { secrets, resealed } = await this.#vault.open(sealed);
    if (resealed !== undefined) this.#onResealed(connection.id, sealed, resealed);
    return secrets;
  }

  /** The secrets as a service takes them. */
  parsed(contract: AnyContract, texts: SecretTexts): unknown {
    try {
      return parse(contract.secrets, texts, 'storage_error', 'The kept credentials are not what this version expects. Reconnect.');
    } catch (error) {
      throw toIntegrationError(error).with({ code: 'keychain', retryable: false });
    }
  }
}

function reconnect(sentence: string): IntegrationError {
  return new IntegrationError('storage_error', sentence, { code: 'keychain', retryable: false });
}

function hintOf(text: string): string | null {
  return text.length < shortestHinted ? null : text.slice(-4);
}

function namesOf(contract: AnyContract): readonly string[] {
  const schema = zodOf(contract.secrets);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
