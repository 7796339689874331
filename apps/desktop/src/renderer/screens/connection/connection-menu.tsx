import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode, Ref } from 'react';
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
import '../../results/menu-styles.ts';
import type { ConnectionDialog } from './connection-dialogs.tsx';

interface ConnectionMenuProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly connection: ConnectionView;
  /** Whether this version has its integration: what needs its contract, or a runtime, is left out otherwise. */
  readonly known: boolean;
  readonly onOpen: (dialog: ConnectionDialog) => void;
}

const icon = { size: 15, stroke: 1.6, 'aria-hidden': true } as const;

/** What can be done to a connection itself. */
export function ConnectionMenu({ ref, connection, known, onOpen }: ConnectionMenuProps): ReactNode {
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon ref={ref} variant="default" size="lg" aria-label="What to do with this connection">
          <IconDots size={17} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onOpen('rename')}>
          Rename…
        </Menu.Item>
        {known && (
          <>
            <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => onOpen('edit')}>
              Change its settings…
            </Menu.Item>
            <Menu.Item leftSection={<IconClock {...icon} />} onClick={() => onOpen('limits')}>
              Limits…
            </Menu.Item>
            <Menu.Item leftSection={<IconChartBar {...icon} />} onClick={() => onOpen('figures')}>
              How its calls went…
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<IconHistory {...icon} />}
          onClick={() => void navigate({ to: '/journal', search: { connection: connection.id } })}
        >
          Show its runs
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText {...icon} />} onClick={() => onOpen('diagnostics')}>
          Save diagnostics…
        </Menu.Item>
        {known && (
          <Menu.Item leftSection={<IconMessageReport {...icon} />} onClick={() => onOpen('report')}>
            Report to the owner…
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...icon} />} className="wiz-menu-danger" onClick={() => onOpen('remove')}>
          Remove…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
