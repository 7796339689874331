import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConnectionId } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { busyProps } from './busy-props.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { fillStandIn } from './fill-stand-in.ts';
import { KeepChoice } from './keep-choice.tsx';
import { runAndForget } from './run-and-forget.ts';
import { StandInOffer } from './stand-in-offer.tsx';
import { isBusy, offerOf, proofOf } from './trial.ts';
import { TrialResult } from './trial-result.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useListedConnection } from './use-listed-connection.ts';
import { useTrial } from './use-trial.ts';
import './connect.css';

interface ConnectFormProps {
  readonly contract: AnyContract;
  readonly onAdded: (id: ConnectionId) => void;
}

/** The form of a new connection. Nothing is saved before it was seen to work. */
export function ConnectForm({ contract, onAdded }: ConnectFormProps): ReactNode {
  const trpc = useTRPC();
  const [label, setLabel] = useState('');
  const add = useMutation(trpc.connections.add.mutationOptions({ gcTime: 0, onSuccess: useListedConnection() }));
  const form = useTrial({
    contract,
    save: (draft) => runAndForget(add, { integration: contract.id, ...draft, ...(label.trim() === '' ? {} : { label: label.trim() }) }),
    onSaved: ({ id }) => onAdded(id),
  });
  const { trial } = form;
  const busy = isBusy(trial);
  const offer = offerOf(trial);
  const connect = useKeptFocus(trial);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) form.submit();
  };
  return (
    <form className="wiz-card wiz-connect-form" onSubmit={submit} noValidate aria-label={`Connect: ${contract.name}`}>
      <StandInOffer
        integration={contract.id}
        busy={busy}
        onUse={(standIn) => {
          fillStandIn(form, standIn);
          setLabel(standIn.label);
        }}
      />
      <ConnectionFields form={form} system={contract.name} />
      <div className="wiz-form">
        <TextInput
          label="Label"
          name="connection-label"
          description="How it is called in this window. Left empty, it takes the suggested name."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={proofOf(trial)?.verified.label ?? 'Suggested when it is checked'}
          value={label}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <TrialResult trial={trial} reasons={form.reasons} />
      {offer !== undefined && <KeepChoice offer={offer} busy={busy} onChoose={form.submit} onCancel={form.dismiss} />}
      {/* While it is asked how the credentials may be kept, there is no other way on. */}
      <div className="wiz-connect-actions" hidden={offer !== undefined}>
        <Button size="sm" type="submit" ref={connect} {...busyProps(busy)}>
          Connect
        </Button>
        <Button
          size="sm"
          variant="default"
          {...busyProps(busy)}
          onClick={() => {
            if (!busy) form.check();
          }}
        >
          Check only
        </Button>
      </div>
    </form>
  );
}
