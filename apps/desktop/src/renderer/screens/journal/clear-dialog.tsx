import type { ReactNode } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useTRPC } from '../../app/trpc.ts';
import '../../run/modal-styles.ts';

/** Asks before the journal is emptied. */
export function ClearDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const clear = useMutation(
    trpc.runs.clear.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.runs.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <Modal opened={open} onClose={onClose} title="Clear the journal?" size="sm">
      <Text>All runs are forgotten. What they did stays done.</Text>
      {clear.isError && (
        <Text role="alert" size="sm" mt="sm" c="var(--wiz-danger)">
          {integrationErrorOf(clear.error).message}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button size="sm" color="brick" loading={clear.isPending} onClick={() => clear.mutate()}>
          Clear the journal
        </Button>
      </Group>
    </Modal>
  );
}
