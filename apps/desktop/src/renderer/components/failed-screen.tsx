import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { EmptyState } from './empty-state.tsx';

/** What stands in place of a screen that could not be shown. */
export function FailedScreen({ reset }: Partial<ErrorComponentProps>): ReactNode {
  const router = useRouter();
  const again = () => {
    reset?.();
    void router.invalidate();
  };
  return (
    <EmptyState title="This screen could not be shown" role="alert" action={<Button onClick={again}>Try again</Button>}>
      Nothing of yours is lost. Try again, or go to another screen on the left.
    </EmptyState>
  );
}
