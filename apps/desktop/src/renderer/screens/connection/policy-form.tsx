import { Button, Group, NumberInput } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { useMemo, useState, type ReactNode } from 'react';
import type { FieldProblems } from '../../form/form-values.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from '../connect/busy-props.ts';
import { checkPolicy, policyFields, policyValues } from './policy-values.ts';
import { useConnectionChange } from './use-connection-change.ts';
import '../../form/styles.ts';
import './policy-form.css';

interface PolicyFormProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly onClose: () => void;
}

/** How much a connection may ask of its system, and how patient it is. An empty input takes the default. */
export function PolicyForm({ connection, contract, onClose }: PolicyFormProps): ReactNode {
  const fields = useMemo(() => policyFields(contract), [contract]);
  const [values, setValues] = useState(() => policyValues(fields, connection.policy));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [refused, setRefused] = useState<string>();
  const { save, saving } = useConnectionChange(onClose, ({ message }) => setRefused(message));
  const submit = () => {
    const checked = checkPolicy(fields, values);
    setProblems(checked.ok ? {} : checked.problems);
    setRefused(undefined);
    if (checked.ok && !saving) save({ id: connection.id, policy: checked.policy });
  };
  return (
    <form
      className="wiz-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="wiz-quiet wiz-policy-note">Empty takes the default. Saving ends what runs on this connection now.</p>
      <div className="wiz-form-grid">
        {fields.map(({ key, label, help, placeholder, unit, min, max }, index) => (
          <NumberInput
            key={key}
            name={key}
            label={label}
            description={help}
            placeholder={placeholder}
            error={problems[key]}
            value={Number(values[key]) === values[key] ? values[key] : String(values[key] ?? '')}
            min={min}
            max={max}
            allowDecimal={unit !== 1}
            clampBehavior="none"
            thousandSeparator=","
            hideControls
            data-autofocus={index === 0 || undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(value) => {
              setValues({ ...values, [key]: value });
              setProblems({});
            }}
          />
        ))}
      </div>
      {refused !== undefined && (
        <p className="wiz-form-problem" role="alert">
          {asSentence(refused)}
        </p>
      )}
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" type="submit" {...busyProps(saving)}>
          Save
        </Button>
      </Group>
    </form>
  );
}
