import type { ReactNode } from 'react';
import { IconBraces, IconDatabase, IconFolder, IconPlugConnected, IconPlugConnectedX, IconServer2, IconSparkles } from './icons.ts';
import type { Kind } from '@wiz/integration-kit/contract';

const icons: Readonly<Record<Kind, typeof IconFolder>> = {
  filesystem: IconFolder,
  database: IconDatabase,
  rest: IconPlugConnected,
  graphql: IconBraces,
  sdk: IconSparkles,
  service: IconServer2,
};

/** A picture of what kind of system it is; a plug that is pulled where this version does not know. */
export function KindIcon({ kind, size = 16 }: { readonly kind: Kind | undefined; readonly size?: number }): ReactNode {
  const Icon = kind === undefined ? IconPlugConnectedX : icons[kind];
  return <Icon size={size} stroke={1.6} aria-hidden="true" />;
}
