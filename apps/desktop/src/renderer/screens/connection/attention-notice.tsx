import { Button } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { ConnectionNotice } from '../../components/connection-notice.tsx';
import { IconAlertTriangle } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';

interface AttentionNoticeProps {
  readonly connection: ConnectionView;
  /** This version has no integration of it: there are no settings to change. */
  readonly stranded: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** Says that what another version has saved does not fit this one, and offers what can be done here: to change the settings, or to remove it. */
export function AttentionNotice({ connection, stranded, onEdit, onRemove }: AttentionNoticeProps): ReactNode {
  const reason = useConnectionState(connection.id)?.attention ?? null;
  return (
    <ConnectionNotice
      tone="warning"
      icon={<IconAlertTriangle size={16} stroke={1.7} aria-hidden="true" />}
      sentence={(connection.enabled || stranded) && reason !== null ? asSentence(reason) : undefined}
    >
      {stranded ? (
        <Button variant="default" onClick={onRemove}>
          Remove…
        </Button>
      ) : (
        <Button onClick={onEdit}>Change its settings</Button>
      )}
    </ConnectionNotice>
  );
}
