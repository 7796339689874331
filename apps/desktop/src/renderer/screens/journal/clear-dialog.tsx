import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../app/trpc.ts';
import { Confirmation } from '../../components/confirmation.tsx';
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
      <Confirmation action="Clear the journal" mutation={clear} onConfirm={() => clear.mutate()} onClose={onClose}>
        All runs are forgotten. What they did stays done.
      </Confirmation>
    </Modal>
  );
}
