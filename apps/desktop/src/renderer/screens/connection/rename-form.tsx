import { Button, Group, TextInput } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useState } from 'react';
import { useConnectionChange } from './use-connection-change.ts';

/** Gives a connection another label. */
export function RenameForm({ connection, onClose }: { readonly connection: ConnectionView; readonly onClose: () => void }) {
  const [label, setLabel] = useState(connection.label);
  const change = useConnectionChange(onClose);
  const problem =
    label.trim() === '' ? 'A connection needs a label.' : change.isError ? integrationErrorOf(change.error).message : undefined;
  return (
    <form
      className="wiz-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() !== '') change.mutate({ id: connection.id, label: label.trim() });
      }}
    >
      <TextInput
        label="Label"
        value={label}
        maxLength={200}
        error={problem}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={change.isPending}>
          Rename
        </Button>
      </Group>
    </form>
  );
}
