import type { ReactNode } from 'react';
import { Skeleton, Stack } from '@mantine/core';

/** Stands in for a screen that takes a moment. */
export function ScreenSkeleton(): ReactNode {
  return (
    <div className="wiz-screen" aria-busy="true" aria-label="Loading">
      <Stack className="wiz-column" gap="md">
        <Skeleton height={24} width={220} />
        <Skeleton height={14} width="70%" />
        <Skeleton height={120} mt="md" />
        <Skeleton height={120} />
      </Stack>
    </div>
  );
}
