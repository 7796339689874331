import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  readonly role?: 'alert';
  /** 2 where the screen has a heading of its own. @default 1 */
  readonly level?: 1 | 2;
  /** Fills less room, inside a panel. */
  readonly small?: boolean;
}

/** One calm sentence where there is nothing to show, and the way on. */
export function EmptyState({ title, children, icon, action, role, level = 1, small = false }: EmptyStateProps): ReactNode {
  return (
    <div className="wiz-empty" data-small={small} role={role}>
      {icon !== undefined && <div className="wiz-empty-icon">{icon}</div>}
      <Title order={level} size="h3">
        {title}
      </Title>
      {children !== undefined && (
        <Text c="dimmed" size="sm" maw={420}>
          {children}
        </Text>
      )}
      {action !== undefined && <div className="wiz-empty-action">{action}</div>}
    </div>
  );
}
