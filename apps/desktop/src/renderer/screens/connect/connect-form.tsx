import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectionId } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { withConnection } from '../../app/engine-cache.ts';
import { useTRPC } from '../../app/trpc.ts';
import { SchemaForm } from '../../form/schema-form.tsx';
import { TrialResult } from './trial-result.tsx';
import { useTrial } from './use-trial.ts';
import './connect.css';

interface ConnectFormProps {
  readonly contract: AnyContract;
  readonly onAdded: (id: ConnectionId) => void;
}

/** The form of a new connection. Nothing is saved before it was seen to work. */
export function ConnectForm({ contract, onAdded }: ConnectFormProps): ReactNode {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { fields, values, problems, trial, change, prove, refuse } = useTrial(contract);
  const [label, setLabel] = useState('');
  const add = useMutation(
    trpc.connections.add.mutationOptions({
      onSuccess: (connection) => {
        cache.setQueryData(trpc.connections.list.queryKey(), (old) => withConnection(old ?? [], connection));
        onAdded(connection.id);
      },
      onError: (error) => refuse(integrationErrorOf(error)),
    }),
  );
  const busy = trial.at === 'trying' || add.isPending;

  const save = async () => {
    const proof = await prove();
    if (proof !== undefined)
      add.mutate({ integration: contract.id, config: proof.config, ...(label.trim() === '' ? {} : { label: label.trim() }) });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) void save();
  };
  return (
    <form className="wiz-card wiz-connect-form" onSubmit={submit} noValidate aria-label={`Connect: ${contract.name}`}>
      <SchemaForm fields={fields} values={values} problems={problems} disabled={add.isPending} onChange={change} />
      <div className="wiz-form">
        <TextInput
          label="Label"
          name="connection-label"
          description="How it is called in this window. Left empty, it takes the suggested name."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={trial.at === 'proved' ? trial.verified.label : 'Suggested when it is checked'}
          value={label}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <TrialResult trial={trial} fieldNamed={Object.keys(problems).length > 0} />
      <div className="wiz-connect-actions">
        <Button size="sm" type="submit" loading={busy}>
          Connect
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={() => void prove()}>
          Check only
        </Button>
      </div>
    </form>
  );
}
