import type { ReactNode } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';

interface ConfirmationProps {
  /** What will be done, and what stays. */
  readonly children: ReactNode;
  /** What the button says. */
  readonly action: string;
  readonly mutation: { readonly isError: boolean; readonly isPending: boolean; readonly error: unknown };
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is lost: the sentence, why it could not be done if so, and two buttons of which Cancel has the focus. */
export function Confirmation({ children, action, mutation, onConfirm, onClose }: ConfirmationProps): ReactNode {
  return (
    <>
      <Text>{children}</Text>
      {mutation.isError && (
        <Text role="alert" size="sm" mt="sm" c="var(--wiz-danger)">
          {integrationErrorOf(mutation.error).message}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button size="sm" color="brick" loading={mutation.isPending} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </>
  );
}
