import type { SerializedError } from '@wiz/core';

/** Where a person lets secrets be kept if no strong keychain is there. */
export type KeepSecrets = 'weak' | 'session';

/** What a person has to decide before a connection with secrets can be saved. */
export interface KeepOffer {
  /** What is the matter with the keychain. */
  readonly sentence: string;
  /** The safer one first. */
  readonly choices: readonly KeepSecrets[];
}

/** The decision that a refusal asks for, or undefined for a refusal that is about something else. */
export function keepOffer({ code, message }: Pick<SerializedError, 'code' | 'message'>): KeepOffer | undefined {
  if (code === 'keychain_weak') return { sentence: message, choices: ['session', 'weak'] };
  return code === 'keychain_missing' ? { sentence: message, choices: ['session'] } : undefined;
}
