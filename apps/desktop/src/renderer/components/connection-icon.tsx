import type { ReactNode } from 'react';
import { contractOf } from '@wiz/ipc-contract';
import { KindIcon } from './kind-icon.tsx';

/** The icon of an integration's kind. Loaded after the first screen, for it brings the whole catalogue. */
export function ConnectionIcon({ integration, size = 16 }: { readonly integration: string; readonly size?: number }): ReactNode {
  return <KindIcon kind={contractOf(integration)?.kind} size={size} />;
}
