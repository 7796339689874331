import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '../components/icons.ts';
import { EffectIcon } from '../components/effect-badge.tsx';
import type { RelatedOperation } from './related.ts';
import './menu-styles.ts';

interface RowActionsProps {
  /** Of what, for those who do not see the row. */
  readonly name: string;
  readonly related: () => readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

/** What can be done with one row. Each opens its operation, filled in, and runs nothing by itself unless it only reads. */
export function RowActions({ name, related, onOpen }: RowActionsProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon className="wiz-row-dots" variant="subtle" color="gray" size="sm" tabIndex={-1} aria-label={`What to do with ${name}`}>
          <IconDots size={15} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {related().map((one) => (
          <Menu.Item key={one.name} leftSection={<EffectIcon effect={one.operation.effect} size={14} />} onClick={() => onOpen(one)}>
            {one.operation.effect === 'destructive' ? `${one.operation.title}…` : one.operation.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
