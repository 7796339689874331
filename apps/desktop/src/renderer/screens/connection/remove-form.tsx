import type { ReactNode } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useTRPC } from '../../app/trpc.ts';

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
  return (
    <>
      <Text>
        Project Wiz forgets “{connection.label}”. The {contract.name.toLowerCase()} itself stays as it is, and the journal keeps its runs.
      </Text>
      {remove.isError && (
        <Text role="alert" size="sm" mt="sm" className="wiz-form-problem">
          {integrationErrorOf(remove.error).message}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button size="sm" color="brick" loading={remove.isPending} onClick={() => remove.mutate({ id: connection.id })}>
          Remove
        </Button>
      </Group>
    </>
  );
}
