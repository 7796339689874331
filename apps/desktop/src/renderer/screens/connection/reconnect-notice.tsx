import { Button, VisuallyHidden } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { IconAlertTriangle } from '../../components/icons.ts';
import { useCheckNow } from '../../components/use-check-now.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from '../connect/busy-props.ts';
import './reconnect-notice.css';

interface ReconnectNoticeProps {
  readonly connection: ConnectionView;
  readonly onReconnect: () => void;
}

/** Says why a connection's secrets do not open, and offers to fill them in again; a keychain that was only locked is asked once more. */
export function ReconnectNotice({ connection, onReconnect }: ReconnectNoticeProps): ReactNode {
  const reason = useConnectionState(connection.id)?.reconnect ?? null;
  const { ask, asking, problem } = useCheckNow();
  const shown = connection.enabled && reason !== null;
  const sentence = asSentence(problem ?? reason ?? '');
  return (
    <>
      {/* Always there: screen readers hear only of what appears inside a region that they know. */}
      <VisuallyHidden role="status">{shown ? sentence : ''}</VisuallyHidden>
      {shown && (
        <div className="wiz-reconnect">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden="true" />
          <span>{sentence}</span>
          <Button variant="subtle" {...busyProps(asking)} onClick={() => ask(connection.id)}>
            Try again
          </Button>
          <Button onClick={onReconnect}>Reconnect</Button>
        </div>
      )}
    </>
  );
}
