import type { ReactNode } from 'react';
import { Title } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { contractOf } from '@wiz/ipc-contract';
import { BackLink } from '../../components/back-link.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';
import { MissingScreen } from '../../components/missing-screen.tsx';
import { QualityBadge } from '../../components/quality-badge.tsx';
import { ConnectForm } from './connect-form.tsx';
import { hasSetUpHelp, SetUpHelp } from './set-up-help.tsx';

/** Connects one system: fill in, prove that it works, name it. */
export function ConnectScreen(): ReactNode {
  const { integration } = useParams({ from: '/add/$integration' });
  const navigate = useNavigate();
  const contract = contractOf(integration);
  if (contract === undefined) return <MissingScreen />;
  const helped = hasSetUpHelp(contract);
  return (
    <div className="wiz-screen">
      <div className="wiz-column wiz-connect" data-helped={helped}>
        <BackLink to="/add">All integrations</BackLink>
        <div className="wiz-connect-head">
          <span className="wiz-tile">
            <KindIcon kind={contract.kind} size={20} />
          </span>
          <div>
            <div className="wiz-connect-title">
              <Title order={1}>Connect: {contract.name}</Title>
              <QualityBadge integration={contract.id} />
            </div>
            <p className="wiz-quiet">{contract.about}</p>
          </div>
        </div>
        <div className="wiz-connect-body">
          <ConnectForm
            key={contract.id}
            contract={contract}
            onAdded={(id) => void navigate({ to: '/connections/$connection', params: { connection: id } })}
          />
          {helped && <SetUpHelp contract={contract} />}
        </div>
      </div>
    </div>
  );
}
