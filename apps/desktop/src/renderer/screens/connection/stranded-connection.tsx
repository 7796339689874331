import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import type { ConnectionDialog } from './connection-dialogs.tsx';

interface StrandedConnectionProps {
  readonly connection: ConnectionView;
  readonly onDialog: (dialog: ConnectionDialog) => void;
}

/** A connection that was saved, but whose integration this version does not have: who it is, why it cannot be used, and its runs. */
export function StrandedConnection({ connection, onDialog }: StrandedConnectionProps): ReactNode {
  return (
    <div className="wiz-connection-stranded">
      <ConnectionHeader connection={connection} contract={undefined} onDialog={onDialog} />
      <EmptyState
        level={2}
        title="Nothing can be run here"
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/journal" search={{ connection: connection.id }} {...props} />}>
            Show its runs
          </Button>
        }
      >
        This version does not know what this connection can do. What was run before is in the journal.
      </EmptyState>
    </div>
  );
}
