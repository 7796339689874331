import type { ReactNode } from 'react';
import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { EffectBadge } from '../../components/effect-badge.tsx';
import { ExternalLink } from '../../components/external-link.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';
import { QualityBadge } from '../../components/quality-badge.tsx';

/** One integration: what it is, who owns it, and what it can do. */
export function IntegrationCard({ contract }: { readonly contract: AnyContract }): ReactNode {
  const isAddress = contract.docs.startsWith('https://');
  return (
    <article className="wiz-card wiz-integration" aria-labelledby={`integration-${contract.id}`}>
      <div className="wiz-integration-head">
        <span className="wiz-tile">
          <KindIcon kind={contract.kind} size={20} />
        </span>
        <div className="wiz-integration-name">
          <Title order={2} id={`integration-${contract.id}`}>
            {contract.name}
          </Title>
          <Text size="xs" c="dimmed">
            Owned by {contract.owner}
            {isAddress ? (
              <>
                {' · '}
                <ExternalLink url={contract.docs}>Documentation</ExternalLink>
              </>
            ) : null}
          </Text>
        </div>
        <QualityBadge integration={contract.id} />
        <Button
          size="sm"
          aria-label={`Connect: ${contract.name}`}
          renderRoot={(props) => <Link to="/add/$integration" params={{ integration: contract.id }} {...props} />}
        >
          Connect
        </Button>
      </div>
      <Text size="sm" px="md" pb="md">
        {contract.about}
      </Text>
      <ul className="wiz-integration-operations" aria-label={`Operations of ${contract.name}`}>
        {Object.entries(contract.operations).map(([name, { title, summary, effect }]) => (
          <li key={name}>
            <span className="wiz-integration-operation">{title}</span>
            <span className="wiz-quiet">{summary}</span>
            <EffectBadge effect={effect} />
          </li>
        ))}
      </ul>
    </article>
  );
}
