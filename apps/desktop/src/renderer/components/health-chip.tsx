import { Tooltip } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { useConnectionState } from '../app/use-connection-state.ts';
import { healthLook } from './health-look.ts';
import { useCheckNow } from './use-check-now.ts';
import '@mantine/core/styles/Tooltip.layer.css';
import './health.css';

/** The light with its word, in the head of an operation. What is known beyond it is told on hover and focus; a click asks anew. */
export function HealthChip({ connection }: { readonly connection: Pick<ConnectionView, 'id' | 'enabled'> }): ReactNode {
  const { clock } = useServices();
  const { tone, word, details } = healthLook(useConnectionState(connection.id), connection.enabled, clock.now());
  const { ask, asking, problem } = useCheckNow();
  const label = [...details, ...(problem === undefined ? [] : [problem]), ...(tone === 'off' ? [] : ['Click to ask now.'])];
  return (
    <Tooltip
      label={
        <div className="wiz-health-details">
          {label.map((one) => (
            <div key={one}>{one}</div>
          ))}
        </div>
      }
      events={{ hover: true, focus: true, touch: true }}
      disabled={label.length === 0}
      // Inside the main landmark, where screen readers look for what belongs to the screen.
      portalProps={{ target: '#main' }}
    >
      <button
        type="button"
        className="wiz-health wiz-health-chip"
        aria-label={`Health: ${word}`}
        aria-busy={asking}
        onClick={() => {
          if (!asking && tone !== 'off') ask(connection.id);
        }}
      >
        <span className="wiz-health-dot" data-tone={tone} data-asking={asking} aria-hidden="true" />
        {asking ? 'Asking…' : word}
      </button>
    </Tooltip>
  );
}
