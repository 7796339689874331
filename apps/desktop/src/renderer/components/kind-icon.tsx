import type { ReactNode } from 'react';
import { IconBraces, IconDatabase, IconFolder, IconPlugConnected, IconServer2, IconSparkles } from './icons.ts';
import type { Kind } from '@wiz/integration-kit/contract';

const icons: Readonly<Record<Kind, typeof IconFolder>> = {
  filesystem: IconFolder,
  database: IconDatabase,
  rest: IconPlugConnected,
  graphql: IconBraces,
  sdk: IconSparkles,
  service: IconServer2,
};

/** A picture of what kind of system it is. */
export function KindIcon({ kind, size = 16 }: { readonly kind: Kind | undefined; readonly size?: number }): ReactNode {
  const Icon = kind === undefined ? IconPlugConnected : icons[kind];
  return <Icon size={size} stroke={1.6} aria-hidden="true" />;
}
