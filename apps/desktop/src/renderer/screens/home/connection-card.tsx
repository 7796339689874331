import type { ReactNode } from 'react';
import { IconArrowRight } from '../../components/icons.ts';
import type { ConnectionView } from '@wiz/engine/types';
import { contractOf } from '@wiz/ipc-contract';
import { Link } from '@tanstack/react-router';
import { ConnectionHealth } from '../../components/connection-health.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';
import { StorageBadge } from '../connect/storage-badge.tsx';

/** One connection, with a short way into its first operations. */
export function ConnectionCard({ connection }: { readonly connection: ConnectionView }): ReactNode {
  const contract = contractOf(connection.integration);
  const shortcuts = Object.entries(contract?.operations ?? {}).slice(0, 3);
  return (
    <div className="wiz-card wiz-connection-card">
      <Link to="/connections/$connection" params={{ connection: connection.id }} className="wiz-connection-card-link">
        <span className="wiz-tile">
          <KindIcon kind={contract?.kind} size={18} />
        </span>
        <span className="wiz-connection-card-name">
          <strong className="wiz-clip">{connection.label}</strong>
          <span className="wiz-mono wiz-quiet wiz-clip" title={connection.account}>
            {connection.account}
          </span>
          <StorageBadge storage={connection.secretStorage} />
        </span>
        <IconArrowRight size={16} stroke={1.6} aria-hidden="true" className="wiz-quiet" />
      </Link>
      <div className="wiz-connection-card-ways">
        {shortcuts.map(([name, { title }]) => (
          <Link
            key={name}
            to="/connections/$connection/$operation"
            params={{ connection: connection.id, operation: name }}
            aria-label={`${title}, ${connection.label}`}
          >
            {title}
          </Link>
        ))}
        <ConnectionHealth connection={connection} withWord />
      </div>
    </div>
  );
}
