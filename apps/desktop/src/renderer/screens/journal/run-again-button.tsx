import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { RunDetail } from '@wiz/engine/types';
import { contractOf } from '@wiz/ipc-contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.ts';
import { useTRPCClient } from '../../app/trpc.ts';
import { formFields } from '../../form/form-field.ts';
import { initialValues } from '../../form/form-values.ts';
import { sessionKey } from '../../run/session.ts';
import { asSentence } from '../../text/sentence.ts';

/** Opens the operation with what it was given then. It is not run: a person looks first. */
export function RunAgainButton({ run }: { readonly run: RunDetail }): ReactNode {
  const client = useTRPCClient();
  const { sessions } = useServices();
  const navigate = useNavigate();
  const again = useMutation({
    mutationFn: () => client.runs.again.query({ id: run.id }),
    onSuccess: ({ operation, input }) => {
      const contract = contractOf(run.integration)?.operations[operation];
      if (contract === undefined) return;
      sessions.setValues(sessionKey({ connection: run.connection, name: operation }), initialValues(formFields(contract.input), input));
      void navigate({ to: '/connections/$connection/$operation', params: { connection: run.connection, operation } });
    },
  });
  return (
    <div>
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        Fill in again
      </Button>
      {again.error !== null && <p role="alert">{asSentence(integrationErrorOf(again.error).message)}</p>}
    </div>
  );
}
