import type { ReactNode } from 'react';
import { Button, Group, Title } from '@mantine/core';
import { IconPlus } from '../../components/icons.ts';
import type { ConnectionView } from '@wiz/engine/types';
import { Link } from '@tanstack/react-router';
import { ConnectionCard } from './connection-card.tsx';
import { RecentRuns } from './recent-runs.tsx';
import './overview.css';

/** What is connected and what happened last. */
export function Overview({ connections }: { readonly connections: readonly ConnectionView[] }): ReactNode {
  return (
    <div className="wiz-screen">
      <div className="wiz-column">
        <Group justify="space-between" mb="md">
          <Title order={1}>Home</Title>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            renderRoot={(props) => <Link to="/add" {...props} />}
          >
            Add a connection
          </Button>
        </Group>
        <ul className="wiz-cards" aria-label="Connections">
          {connections.map((connection) => (
            <li key={connection.id}>
              <ConnectionCard connection={connection} />
            </li>
          ))}
        </ul>
        <RecentRuns />
      </div>
    </div>
  );
}
