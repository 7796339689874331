import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from './empty-state.tsx';

/** For an address that leads nowhere, for instance to a connection that was removed. */
export function MissingScreen(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState title="There is nothing here" action={<Button onClick={() => void navigate({ to: '/' })}>Go to the start</Button>}>
      It may have been removed.
    </EmptyState>
  );
}
