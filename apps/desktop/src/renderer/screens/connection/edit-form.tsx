import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { SchemaForm } from '../../form/schema-form.tsx';
import { TrialResult } from '../connect/trial-result.tsx';
import { useTrial } from '../connect/use-trial.ts';
import '../connect/connect.css';
import { useConnectionChange } from './use-connection-change.ts';

interface EditFormProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly onClose: () => void;
}

/** Changes a connection's configuration. Like a new one it is proved before it is saved. */
export function EditForm({ connection, contract, onClose }: EditFormProps): ReactNode {
  const { fields, values, problems, trial, change, prove, refuse } = useTrial(contract, connection.config, connection.id);
  const { save, saving } = useConnectionChange(onClose, refuse);
  const busy = trial.at === 'trying' || saving;
  const submit = async () => {
    const proof = await prove();
    if (proof !== undefined) save({ id: connection.id, config: proof.config });
  };
  return (
    <form
      className="wiz-connect-dialog"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <SchemaForm fields={fields} values={values} problems={problems} onChange={change} />
      <TrialResult trial={trial} fieldNamed={Object.keys(problems).length > 0} />
      <Group justify="flex-end" gap="xs">
        <Button size="sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Check and save
        </Button>
      </Group>
    </form>
  );
}
