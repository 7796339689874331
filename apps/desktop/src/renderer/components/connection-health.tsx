import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { useConnectionState } from '../app/use-connection-state.ts';
import { HealthDot } from './health-dot.tsx';
import { healthLook } from './health-look.ts';

interface ConnectionHealthProps {
  readonly connection: Pick<ConnectionView, 'id' | 'enabled'>;
  /** Says the word beside the light too. */
  readonly withWord?: boolean;
}

/** How a connection is doing, kept fresh by what the engine tells. */
export function ConnectionHealth({ connection, withWord = false }: ConnectionHealthProps): ReactNode {
  const { clock } = useServices();
  const look = healthLook(useConnectionState(connection.id), connection.enabled, clock.now());
  if (!withWord) return <HealthDot look={look} />;
  return (
    <span className="wiz-health" title={look.details.join('\n')}>
      <span className="wiz-health-dot" data-tone={look.tone} aria-hidden="true" />
      {look.word}
    </span>
  );
}
