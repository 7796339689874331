import { Button } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { ConnectionNotice } from '../../components/connection-notice.tsx';
import { IconAlertTriangle } from '../../components/icons.ts';
import { useCheckNow } from '../../components/use-check-now.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from '../connect/busy-props.ts';
import { StandInReconnect } from './stand-in-reconnect.tsx';

interface ReconnectNoticeProps {
  readonly connection: ConnectionView;
  readonly onReconnect: () => void;
}

/** Says why a connection's secrets do not open, and offers to fill them in again; a keychain that was only locked is asked once more. */
export function ReconnectNotice({ connection, onReconnect }: ReconnectNoticeProps): ReactNode {
  const reason = useConnectionState(connection.id)?.reconnect ?? null;
  const { ask, asking, problem } = useCheckNow();
  return (
    <ConnectionNotice
      tone="warning"
      icon={<IconAlertTriangle size={16} stroke={1.7} aria-hidden="true" />}
      sentence={connection.enabled && reason !== null ? asSentence(problem ?? reason) : undefined}
    >
      {/* What was kept for one session is gone: only a keychain may open another time. */}
      {connection.secretStorage !== 'session' && (
        <Button variant="subtle" {...busyProps(asking)} onClick={() => ask(connection.id)}>
          Try again
        </Button>
      )}
      <StandInReconnect connection={connection} onRefused={onReconnect} />
      <Button onClick={onReconnect}>Reconnect</Button>
    </ConnectionNotice>
  );
}
