import { Button, Group, TextInput } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import { useState, type ReactNode } from 'react';
import { useConnectionChange } from './use-connection-change.ts';

/** Gives a connection another label. */
export function RenameForm({ connection, onClose }: { readonly connection: ConnectionView; readonly onClose: () => void }): ReactNode {
  const [label, setLabel] = useState(connection.label);
  const [refused, setRefused] = useState<string>();
  const change = useConnectionChange(onClose, ({ message }) => setRefused(message));
  const problem = label.trim() === '' ? 'A connection needs a label.' : refused;
  return (
    <form
      className="wiz-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() !== '') change.save({ id: connection.id, label: label.trim() });
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
        <Button size="sm" type="submit" loading={change.saving}>
          Rename
        </Button>
      </Group>
    </form>
  );
}
