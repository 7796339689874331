import type { SecretStorage } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import './storage-badge.css';

const words: Readonly<Partial<Record<SecretStorage, { readonly label: string; readonly meaning: string }>>> = {
  weak: {
    label: 'Weak protection',
    meaning: 'You agreed to it: whoever can read your files could read the credentials.',
  },
  session: {
    label: 'This session only',
    meaning: 'The credentials are kept in memory until Project Wiz is closed. You fill them in again after that.',
  },
};

/** Says so where a connection's secrets are not in a keychain that protects them; nothing otherwise. */
export function StorageBadge({ storage }: { readonly storage: SecretStorage }): ReactNode {
  const said = words[storage];
  if (said === undefined) return null;
  return (
    <span className="wiz-storage" data-storage={storage} title={said.meaning}>
      {said.label}
    </span>
  );
}
