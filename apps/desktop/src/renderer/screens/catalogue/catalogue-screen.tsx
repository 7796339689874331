import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import { IntegrationCard } from './integration-card.tsx';
import './catalogue.css';

/** Everything that can be connected. */
export function CatalogueScreen(): ReactNode {
  const all: readonly AnyContract[] = Object.values(contracts);
  return (
    <div className="wiz-screen">
      <div className="wiz-column">
        <Title order={1}>Add a connection</Title>
        <Text c="dimmed" mb="lg">
          Choose what to connect. You can connect the same system more than once, with different accounts.
        </Text>
        <ul className="wiz-integrations">
          {all.map((contract) => (
            <li key={contract.id}>
              <IntegrationCard contract={contract} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
