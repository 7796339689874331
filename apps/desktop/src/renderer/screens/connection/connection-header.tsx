import { useRef, type ReactNode } from 'react';
import { Title } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { KindIcon } from '../../components/kind-icon.tsx';
import { QualityBadge } from '../../components/quality-badge.tsx';
import { ProtectNotice } from '../connect/protect-notice.tsx';
import { StorageBadge } from '../connect/storage-badge.tsx';
import { AttentionNotice } from './attention-notice.tsx';
import type { ConnectionDialog } from './connection-dialogs.tsx';
import { ConnectionMenu } from './connection-menu.tsx';
import { EnableSwitch } from './enable-switch.tsx';
import { EndingNotice } from './ending-notice.tsx';
import { ReconnectNotice } from './reconnect-notice.tsx';

interface ConnectionHeaderProps {
  readonly connection: ConnectionView;
  /** Undefined where this version has no integration of it: then it can be looked at, renamed and removed. */
  readonly contract: AnyContract | undefined;
  readonly onDialog: (dialog: ConnectionDialog) => void;
}

/** Label and account of a connection, what is the matter with its settings or secrets, and what can be done to the connection itself. */
export function ConnectionHeader({ connection, contract, onDialog }: ConnectionHeaderProps): ReactNode {
  const menu = useRef<HTMLButtonElement>(null);
  // A dialog gives the focus back to where it was: to what stays, not to an item or a notice that is gone by then.
  const open = (dialog: ConnectionDialog) => {
    menu.current?.focus();
    onDialog(dialog);
  };
  return (
    <div className="wiz-connection-top">
      <div className="wiz-connection-head">
        <span className="wiz-tile">
          <KindIcon kind={contract?.kind} size={18} />
        </span>
        <div className="wiz-connection-name">
          <Title order={1} size="h2" className="wiz-clip">
            {connection.label}
          </Title>
          <div className="wiz-mono wiz-quiet wiz-clip" title={connection.account}>
            {connection.account}
          </div>
        </div>
        {contract !== undefined && <QualityBadge integration={contract.id} />}
        <StorageBadge storage={connection.secretStorage} />
        {contract !== undefined && <EnableSwitch key={connection.id} connection={connection} />}
        <ConnectionMenu ref={menu} connection={connection} known={contract !== undefined} onOpen={open} />
      </div>
      <ProtectNotice key={`protect ${connection.id}`} connection={connection} />
      <AttentionNotice
        key={`attention ${connection.id}`}
        connection={connection}
        stranded={contract === undefined}
        onEdit={() => open('edit')}
        onRemove={() => open('remove')}
      />
      {contract !== undefined && (
        <>
          <EndingNotice key={`ending ${connection.id}`} connection={connection} contract={contract} onReport={() => open('report')} />
          <ReconnectNotice key={connection.id} connection={connection} onReconnect={() => open('reconnect')} />
        </>
      )}
    </div>
  );
}
