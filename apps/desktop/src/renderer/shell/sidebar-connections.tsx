import type { ReactNode } from 'react';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTRPC } from '../app/trpc.ts';
import { ConnectionHealth } from '../components/connection-health.tsx';
import { LazyConnectionIcon } from '../components/lazy-connection-icon.tsx';

/** Every connection, by label. */
export function SidebarConnections(): ReactNode {
  const trpc = useTRPC();
  const { data, isPending, isError } = useQuery(trpc.connections.list.queryOptions());
  if (isPending) return <Skeleton height={14} width="60%" ml={10} mt={8} />;
  if (isError) return <p className="wiz-nav-note">Could not be read.</p>;
  if (data.length === 0) return <p className="wiz-nav-note">None yet.</p>;
  return (
    <ul className="wiz-nav-list">
      {data.map(({ id, label, integration, account, enabled }) => (
        <li key={id} className="wiz-nav-connection">
          <Link to="/connections/$connection" params={{ connection: id }} className="wiz-nav-link" title={account}>
            <LazyConnectionIcon integration={integration} />
            <span className="wiz-clip">{label}</span>
          </Link>
          {/* Beside the link, not in it: the link is called by the label alone. */}
          <ConnectionHealth connection={{ id, enabled }} />
        </li>
      ))}
    </ul>
  );
}
