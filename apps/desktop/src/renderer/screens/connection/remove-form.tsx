import type { ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { useTRPC } from '../../app/trpc.ts';
import { Confirmation } from '../../components/confirmation.tsx';
import { removalWords } from './removal-words.ts';

interface RemoveFormProps {
  readonly connection: ConnectionView;
  /** Undefined where this version has no integration of it. */
  readonly contract: AnyContract | undefined;
  readonly onClose: () => void;
}

/** Forgets a connection; what it leads to stays as it is. */
export function RemoveForm({ connection, contract, onClose }: RemoveFormProps): ReactNode {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      onSuccess: () => {
        onClose();
        void navigate({ to: '/' });
        cache.setQueryData(trpc.connections.list.queryKey(), (old) => old?.filter(({ id }) => id !== connection.id));
      },
    }),
  );
  return (
    <Confirmation action="Remove" mutation={remove} onConfirm={() => remove.mutate({ id: connection.id })} onClose={onClose}>
      {removalWords(connection, contract)}
    </Confirmation>
  );
}
