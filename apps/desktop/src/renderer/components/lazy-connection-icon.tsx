import { lazy, Suspense, type ReactNode } from 'react';

const ConnectionIcon = lazy(async () => ({ default: (await import('./connection-icon.tsx')).ConnectionIcon }));

/** `ConnectionIcon` for the first screen: an empty place of the same size until the catalogue is there. */
export function LazyConnectionIcon({ integration, size = 16 }: { readonly integration: string; readonly size?: number }): ReactNode {
  return (
    <Suspense fallback={<span style={{ display: 'inline-block', width: size, height: size }} />}>
      <ConnectionIcon integration={integration} size={size} />
    </Suspense>
  );
}
