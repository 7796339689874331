import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EffectIcon } from '../components/effect-badge.tsx';
import type { RelatedOperation } from './related.ts';
import { RowActions } from './row-actions.tsx';

interface WaysOnProps {
  readonly offers: readonly RelatedOperation[];
  readonly onOpen: (operation: RelatedOperation) => void;
}

/** So many are shown as buttons, the others in a menu. */
const mostButtons = 3;

/** What can be done with a single result. Each opens its operation, filled in. */
export function WaysOn({ offers, onOpen }: WaysOnProps): ReactNode {
  if (offers.length === 0) return null;
  const rest = offers.slice(mostButtons);
  return (
    <div className="wiz-result-bar">
      <span className="wiz-result-bar-end">
        {offers.slice(0, mostButtons).map((one) => (
          <Button
            key={one.name}
            variant="default"
            size="compact-xs"
            leftSection={<EffectIcon effect={one.operation.effect} size={13} />}
            onClick={() => onOpen(one)}
          >
            {one.operation.effect === 'destructive' ? `${one.operation.title}…` : one.operation.title}
          </Button>
        ))}
        {rest.length > 0 && <RowActions active name="this result" related={() => rest} onOpen={onOpen} />}
      </span>
    </div>
  );
}
