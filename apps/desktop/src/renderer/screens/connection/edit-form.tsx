import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { busyProps } from '../connect/busy-props.ts';
import { ConnectionFields } from '../connect/connection-fields.tsx';
import { fillStandIn } from '../connect/fill-stand-in.ts';
import { KeepChoice } from '../connect/keep-choice.tsx';
import { runAndForget } from '../connect/run-and-forget.ts';
import { hasSetUpHelp, SetUpHelp } from '../connect/set-up-help.tsx';
import { StandInOffer } from '../connect/stand-in-offer.tsx';
import { isBusy, offerOf } from '../connect/trial.ts';
import { TrialResult } from '../connect/trial-result.tsx';
import { useKeptFocus } from '../connect/use-kept-focus.ts';
import { useListedConnection } from '../connect/use-listed-connection.ts';
import { useTrial } from '../connect/use-trial.ts';
import '../connect/connect.css';

interface EditFormProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  /** What is saved does not open any more: the secrets are asked for first, all of them. */
  readonly refill: boolean;
  readonly onClose: () => void;
}

/** Changes a connection's settings and secrets. Like a new one it is proved before it is saved. */
export function EditForm({ connection, contract, refill, onClose }: EditFormProps): ReactNode {
  const trpc = useTRPC();
  const update = useMutation(trpc.connections.update.mutationOptions({ gcTime: 0, onSuccess: useListedConnection() }));
  const form = useTrial({
    contract,
    connection,
    refill,
    save: (draft) => runAndForget(update, { id: connection.id, ...draft }),
    onSaved: onClose,
  });
  const busy = isBusy(form.trial);
  const offer = offerOf(form.trial);
  const submit = useKeptFocus(form.trial);
  return (
    <form
      className="wiz-connect-dialog"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) form.submit();
      }}
    >
      {refill && <StandInOffer integration={contract.id} busy={busy} onUse={(standIn) => fillStandIn(form, standIn, connection.config)} />}
      <ConnectionFields form={form} system={contract.name} refill={refill} />
      {refill && hasSetUpHelp(contract) && <SetUpHelp contract={contract} closed />}
      <TrialResult trial={form.trial} reasons={form.reasons} />
      {offer !== undefined && <KeepChoice offer={offer} busy={busy} onChoose={form.submit} onCancel={form.dismiss} />}
      <Group justify="flex-end" gap="xs" hidden={offer !== undefined}>
        <Button size="sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" type="submit" ref={submit} {...busyProps(busy)}>
          {refill ? 'Check and reconnect' : 'Check and save'}
        </Button>
      </Group>
    </form>
  );
}
