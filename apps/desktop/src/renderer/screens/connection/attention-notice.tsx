import { Button } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { ConnectionNotice } from '../../components/connection-notice.tsx';
import { IconAlertTriangle } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';

interface AttentionNoticeProps {
  readonly connection: ConnectionView;
  readonly onEdit: () => void;
}

/** Says that the settings are of another version and do not fit this one, and offers to change them. */
export function AttentionNotice({ connection, onEdit }: AttentionNoticeProps): ReactNode {
  const reason = useConnectionState(connection.id)?.attention ?? null;
  return (
    <ConnectionNotice
      tone="warning"
      icon={<IconAlertTriangle size={16} stroke={1.7} aria-hidden="true" />}
      sentence={connection.enabled && reason !== null ? asSentence(reason) : undefined}
    >
      <Button onClick={onEdit}>Change its settings</Button>
    </ConnectionNotice>
  );
}
