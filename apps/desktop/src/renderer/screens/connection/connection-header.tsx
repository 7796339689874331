import { useRef, type ReactNode } from 'react';
import { ActionIcon, Menu, Title } from '@mantine/core';
import {
  IconChartBar,
  IconClock,
  IconDots,
  IconFileText,
  IconHistory,
  IconMessageReport,
  IconPencil,
  IconSettings,
  IconTrash,
} from '../../components/icons.ts';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { KindIcon } from '../../components/kind-icon.tsx';
import { QualityBadge } from '../../components/quality-badge.tsx';
import { ProtectNotice } from '../connect/protect-notice.tsx';
import { StorageBadge } from '../connect/storage-badge.tsx';
import '../../results/menu-styles.ts';
import { AttentionNotice } from './attention-notice.tsx';
import type { ConnectionDialog } from './connection-dialogs.tsx';
import { EnableSwitch } from './enable-switch.tsx';
import { EndingNotice } from './ending-notice.tsx';
import { ReconnectNotice } from './reconnect-notice.tsx';

interface ConnectionHeaderProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly onDialog: (dialog: ConnectionDialog) => void;
}

const icon = { size: 15, stroke: 1.6, 'aria-hidden': true } as const;

/** Label and account of a connection, what is the matter with its settings or secrets, and what can be done to the connection itself. */
export function ConnectionHeader({ connection, contract, onDialog }: ConnectionHeaderProps): ReactNode {
  const navigate = useNavigate();
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
          <KindIcon kind={contract.kind} size={18} />
        </span>
        <div className="wiz-connection-name">
          <Title order={1} size="h2" className="wiz-clip">
            {connection.label}
          </Title>
          <div className="wiz-mono wiz-quiet wiz-clip" title={connection.account}>
            {connection.account}
          </div>
        </div>
        <QualityBadge integration={contract.id} />
        <StorageBadge storage={connection.secretStorage} />
        <EnableSwitch key={connection.id} connection={connection} />
        <Menu position="bottom-end" width={210}>
          <Menu.Target>
            <ActionIcon ref={menu} variant="default" size="lg" aria-label="What to do with this connection">
              <IconDots size={17} stroke={1.8} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => open('rename')}>
              Rename…
            </Menu.Item>
            <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => open('edit')}>
              Change its settings…
            </Menu.Item>
            <Menu.Item leftSection={<IconClock {...icon} />} onClick={() => open('limits')}>
              Limits…
            </Menu.Item>
            <Menu.Item leftSection={<IconChartBar {...icon} />} onClick={() => open('figures')}>
              How its calls went…
            </Menu.Item>
            <Menu.Item
              leftSection={<IconHistory {...icon} />}
              onClick={() => void navigate({ to: '/journal', search: { connection: connection.id } })}
            >
              Show its runs
            </Menu.Item>
            <Menu.Item leftSection={<IconFileText {...icon} />} onClick={() => open('diagnostics')}>
              Save diagnostics…
            </Menu.Item>
            <Menu.Item leftSection={<IconMessageReport {...icon} />} onClick={() => open('report')}>
              Report to the owner…
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash {...icon} />} className="wiz-menu-danger" onClick={() => open('remove')}>
              Remove…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <ProtectNotice key={`protect ${connection.id}`} connection={connection} />
      <AttentionNotice key={`attention ${connection.id}`} connection={connection} onEdit={() => open('edit')} />
      <EndingNotice key={`ending ${connection.id}`} connection={connection} contract={contract} onReport={() => open('report')} />
      <ReconnectNotice key={connection.id} connection={connection} onReconnect={() => open('reconnect')} />
    </div>
  );
}
