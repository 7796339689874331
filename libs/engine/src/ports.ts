import type { Effect, SerializedError } from '@wiz/core';
import type { ConnectionId, ConnectionView, KeychainStrength, RunDetail, RunId, RunsPage, RunsQuery } from './types/index.ts';

/** A connection's secrets as they are kept: only the keychain that sealed them opens them. */
export interface SealedSecrets {
  readonly version: 1;
  /** How they were sealed, as the vault names it. */
  readonly scheme: string;
  /** A known word, sealed the same way: tells a changed key from damaged data. Base64. */
  readonly check: string;
  /** Base64. */
  readonly data: string;
  /** As Node names it. */
  readonly platform: string;
  /** The keychain's key is bound to it. */
  readonly appName: string;
}

/** Seals and opens secrets with the system's keychain. */
export interface Vault {
  /** Asked before secrets are saved. */
  strength(): Promise<KeychainStrength>;
  /**
   * Encrypts.
   * @param allowWeak the person agreed to a key that does not protect
   * @throws IntegrationError `storage_error` with code `keychain`
   */
  seal(secrets: Readonly<Record<string, string>>, allowWeak: boolean): Promise<SealedSecrets>;
  /** @throws IntegrationError `storage_error` with code `keychain` where it cannot be opened, `keychain_locked` where it can later */
  open(sealed: SealedSecrets): Promise<OpenedSecrets>;
  /** Whether a keychain guards what it sealed. False for a key that does not protect. */
  protects(sealed: SealedSecrets): boolean;
}

export interface OpenedSecrets {
  readonly secrets: Readonly<Record<string, string>>;
  /** The keychain wants them sealed anew. */
  readonly resealed?: SealedSecrets | undefined;
}

/** Programs that are installed on this computer. */
export interface Programs {
  /** The whole path of the program that is called so in a terminal; undefined where there is none. Starts nothing. */
  find(name: string): Promise<string | undefined>;
  /**
   * Runs a program to its end: without a shell, without input, with little of our environment.
   * @param file as `find` gave it
   * @throws IntegrationError `configuration_error` when it cannot be started, `protocol_error` when it prints too much, the signal's reason once it aborts; the program is ended then
   */
  run(file: string, args: readonly string[], options: ProgramOptions): Promise<ProgramEnd>;
}

export interface ProgramOptions {
  /** Variables of our environment that it gets besides those that every program needs. */
  readonly environment: readonly string[];
  /** It is ended when it prints more. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Null when something else ended it. */
  readonly exitCode: number | null;
  /** Its standard output. May be a secret. */
  readonly printed: string;
  /** Its standard error. */
  readonly complaint: string;
}

/** Where connections are kept. Every promise settles only after the change is on the disk. */
export interface ConnectionStore {
  all(): Promise<readonly ConnectionView[]>;
  /**
   * Row and secrets in one step: both or neither.
   * @param sealed null removes what is there; absent leaves it
   */
  put(connection: ConnectionView, sealed?: SealedSecrets | null): Promise<void>;
  /** Undefined when there is none. */
  sealed(id: ConnectionId): Promise<SealedSecrets | undefined>;
  /** Row, secrets and governor state go together. */
  remove(id: ConnectionId): Promise<void>;
}

/** Where limiters and breakers are kept, so that a restart resets no budget. */
export interface GovernorStore {
  /** Undefined when there is none; the value is checked by who restores it. */
  load(id: ConnectionId): Promise<unknown>;
  save(id: ConnectionId, state: unknown): Promise<void>;
}

/** Where runs are kept. */
export interface RunStore {
  /**
   * Keeps a run, new or changed.
   * @param durable true: settles only when it is on the disk; false: may be grouped with others, at most 250 ms
   */
  put(run: RunDetail, durable: boolean): Promise<void>;
  get(id: RunId): Promise<RunDetail | undefined>;
  /** Newest first. */
  list(query: RunsQuery): Promise<RunsPage>;
  /** Marks what an earlier process left running, of these effects, as interrupted, with this error; returns how many. */
  interrupt(effects: readonly Effect[], error: SerializedError): Promise<number>;
  clear(): Promise<void>;
}

export interface Store {
  readonly connections: ConnectionStore;
  readonly runs: RunStore;
  readonly governors: GovernorStore;
}

/** Structured log lines; must not throw. */
export interface Logger {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}
