import type { ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { useTRPC } from '../../app/trpc.ts';
import { Confirmation } from '../../components/confirmation.tsx';

interface RemoveFormProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
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
  const secrets = connection.secretStorage === 'none' ? '' : ' and its credentials';
  const system = contract.kind === 'filesystem' ? `The ${contract.name.toLowerCase()}` : contract.name;
  return (
    <Confirmation action="Remove" mutation={remove} onConfirm={() => remove.mutate({ id: connection.id })} onClose={onClose}>
      Project Wiz forgets “{connection.label}”{secrets}. {system} itself stays as it is, and the journal keeps its runs.
    </Confirmation>
  );
}
