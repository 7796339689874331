import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '../components/icons.ts';
import { useState, type ReactNode } from 'react';
import { EffectIcon } from '../components/effect-badge.tsx';
import type { RelatedOperation } from './related.ts';
import './menu-styles.ts';

interface RowActionsProps {
  /** Of what, for those who do not see the row. */
  readonly name: string;
  /** Takes part in the tab order. */
  readonly active: boolean;
  readonly related: () => readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

/**
 * What can be done with one row. Each opens its operation, filled in, and runs nothing by itself unless it only reads.
 * The menu is made when it is asked for: a menu in every row would make long lists slow.
 */
export function RowActions({ name, active, related, onOpen }: RowActionsProps): ReactNode {
  const [wanted, setWanted] = useState(false);
  const dots = (
    <ActionIcon
      className="wiz-row-dots"
      variant="subtle"
      color="gray"
      size="sm"
      tabIndex={active ? 0 : -1}
      aria-label={`What to do with ${name}`}
      aria-haspopup="menu"
      aria-expanded={wanted}
      onClick={() => setWanted(true)}
    >
      <IconDots size={15} stroke={1.8} aria-hidden="true" />
    </ActionIcon>
  );
  if (!wanted) return dots;
  return (
    <Menu opened onChange={setWanted} position="bottom-end" returnFocus>
      <Menu.Target>{dots}</Menu.Target>
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
