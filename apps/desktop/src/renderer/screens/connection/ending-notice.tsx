import { Button } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.ts';
import { useConnectionState } from '../../app/use-connection-state.ts';
import { ConnectionNotice } from '../../components/connection-notice.tsx';
import { ExternalLink } from '../../components/external-link.tsx';
import { IconAlertTriangle } from '../../components/icons.ts';
import { vendorNoticeWords } from '../../text/vendor-notice.ts';

interface EndingNoticeProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly onReport: () => void;
}

/** Says that the system will switch something off that the connection uses, and offers its page about it and to tell the owner. */
export function EndingNotice({ connection, contract, onReport }: EndingNoticeProps): ReactNode {
  const { clock } = useServices();
  // The most pressing comes first; the other kind adds nothing that could be done.
  const notice = useConnectionState(connection.id)?.notices[0];
  return (
    <ConnectionNotice
      tone="warning"
      icon={<IconAlertTriangle size={16} stroke={1.7} aria-hidden="true" />}
      sentence={connection.enabled && notice !== undefined ? vendorNoticeWords(notice, contract, clock.now()) : undefined}
    >
      {notice?.link != null && <ExternalLink url={notice.link}>{`What ${contract.name} says`}</ExternalLink>}
      <Button onClick={onReport}>Report to the owner…</Button>
    </ConnectionNotice>
  );
}
