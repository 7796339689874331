import { z } from 'zod';
import type { PolicyOverrides } from './policy.ts';

/** Names one connection. Branded, so that no other string passes for it. */
export const ConnectionId = z.string().min(1).max(64).brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof ConnectionId>;

/**
 * Where a connection's secrets are: there are none, the system's keychain guards them, a weak key does because the
 * person agreed to it, or they are kept in memory until the application ends.
 */
export type SecretStorage = 'none' | 'keychain' | 'weak' | 'session';

/** What may be shown of a secret. */
export interface SecretView {
  /** Its last four characters, null for a short one. */
  readonly hint: string | null;
}

/** One configured account of an integration, as the window sees it. */
export interface ConnectionView {
  readonly id: ConnectionId;
  readonly integration: string;
  readonly label: string;
  /** The remote account's stable name, for a folder its real path. */
  readonly account: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The version of its contract that the settings were saved under. */
  readonly contractVersion: string;
  /** A disabled one refuses runs and is not probed. */
  readonly enabled: boolean;
  readonly policy: PolicyOverrides;
  /** The secrets that are set, by name. */
  readonly secrets: Readonly<Record<string, SecretView>>;
  readonly secretStorage: SecretStorage;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a person fills in. */
export interface ConnectionDraft {
  readonly integration: string;
  /** Empty or absent takes the suggested one. */
  readonly label?: string | undefined;
  readonly config: unknown;
  /** As typed; what a trial or a change leaves out stays as it is saved. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** A secret source of the contract whose login is read in place of a typed secret. The person has agreed to it. */
  readonly secretsFrom?: string | undefined;
  /** Saved secrets that are to be forgotten, by name: only such as the contract can do without. */
  readonly clearSecrets?: readonly string[] | undefined;
  /** What the person decided where the keychain is weak or missing. @default only a strong keychain will do */
  readonly keepSecrets?: 'weak' | 'session' | undefined;
}

/** What a person changes of a saved connection; what is left out stays. */
export interface ConnectionChange {
  readonly label?: string | undefined;
  readonly config?: unknown;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly secretsFrom?: string | undefined;
  readonly clearSecrets?: readonly string[] | undefined;
  readonly keepSecrets?: 'weak' | 'session' | undefined;
  readonly enabled?: boolean | undefined;
  readonly policy?: PolicyOverrides | undefined;
}

/** What a trial of a draft found. */
export interface Verified {
  readonly account: string;
  readonly label: string;
  /** What the credentials may do, in the system's own words; absent where it does not tell. */
  readonly grants?: readonly string[];
}

/** A program on this computer whose login may be used for the settings that were asked about. */
export interface SecretSourceView {
  /** As in the contract. */
  readonly id: string;
  /** What would be started: the whole path of the program. */
  readonly file: string;
  readonly args: readonly string[];
  /** Where the login is for. */
  readonly place: string;
}

/** What protects the secrets that are saved now. */
export type KeychainStrength = 'strong' | 'weak' | 'none';
