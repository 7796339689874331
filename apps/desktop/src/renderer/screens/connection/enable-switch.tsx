import { Switch } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import { useState, type ReactNode } from 'react';
import { asSentence } from '../../text/sentence.ts';
import { useConnectionChange } from './use-connection-change.ts';
import '../../form/styles.ts';
import './enable-switch.css';

/** Switches a connection off and on. What is off refuses every run, and is not asked how it is. */
export function EnableSwitch({ connection }: { readonly connection: ConnectionView }): ReactNode {
  const { id, enabled } = connection;
  const [refused, setRefused] = useState<string>();
  const { save, saving } = useConnectionChange(
    () => setRefused(undefined),
    ({ message }) => setRefused(asSentence(message)),
  );
  return (
    <Switch
      className="wiz-enable"
      size="sm"
      label="Enabled"
      labelPosition="left"
      title={enabled ? 'Switched off, it refuses every run and is not asked how it is' : 'Switch it on to use it'}
      checked={saving ? !enabled : enabled}
      error={refused}
      onChange={() => {
        if (!saving) save({ id, enabled: !enabled });
      }}
    />
  );
}
