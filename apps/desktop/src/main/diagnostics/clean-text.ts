import { redact } from '@wiz/core';

/** What is taken out of every text, wherever it stands. */
export interface PrivateNames {
  /** The home folder. */
  readonly home: string;
  /** The name of the person's account on this computer. */
  readonly user: string;
  readonly label: string;
  readonly account: string;
}

/** A shorter name would be found in every other word. */
const shortestName = 3;

/**
 * Makes the function that cleans a text before it is given to somebody else: home folder, user name, label and account
 * are replaced, and so is what looks like a secret; at most 500 characters stay.
 */
export function textCleaner({ home, user, label, account }: PrivateNames): (text: string) => string {
  const names = [
    [home, '~'],
    [account, '[account]'],
    [label, '[label]'],
  ] as const;
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${user.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`)}(?![\\p{L}\\p{N}])`, 'gu');
  return (text) => {
    const unnamed = names.reduce((rest, [name, by]) => (name.length < shortestName ? rest : rest.replaceAll(name, by)), text);
    return redact(user.length < shortestName ? unnamed : unnamed.replaceAll(word, '[user]'));
  };
}
