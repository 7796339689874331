import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StandInView } from '@wiz/ipc-contract';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { IconTerminal } from '../../components/icons.ts';
import './stand-in-offer.css';

interface StandInOfferProps {
  readonly integration: string;
  readonly busy: boolean;
  readonly onUse: (standIn: StandInView) => void;
}

/** Fills the form in with what stands in for the system. Shown only while the application is developed: main says whether. */
export function StandInOffer({ integration, busy, onUse }: StandInOfferProps): ReactNode {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.app.devStandIn.queryOptions({ integration }, { staleTime: 0, gcTime: 0 }));
  if (data === undefined || data === null) return null;
  return (
    <div className="wiz-stand-in" role="group" aria-label="For developers">
      <IconTerminal size={16} stroke={1.7} aria-hidden="true" />
      <span>
        For developers: <strong>{data.label}</strong> runs on this computer.
      </span>
      <Button variant="default" size="compact-sm" disabled={busy} onClick={() => onUse(data)}>
        Use the stand-in
      </Button>
    </div>
  );
}
