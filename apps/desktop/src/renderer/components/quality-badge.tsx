import { Tooltip } from '@mantine/core';
import { quality, type IntegrationId } from '@wiz/ipc-contract';
import type { ReactNode } from 'react';
import { qualityLook } from '../text/quality.ts';
import { IconAward } from './icons.ts';
import '@mantine/core/styles/Tooltip.layer.css';
import './quality-badge.css';

/** How good an integration is, as medal and word. What the word means is told on hover and focus. */
export function QualityBadge({ integration }: { readonly integration: string }): ReactNode {
  if (!isKnown(integration)) return null;
  const one = quality[integration];
  const { word, details } = qualityLook(one);
  return (
    <Tooltip
      label={
        <div className="wiz-quality-details">
          {details.map((detail) => (
            <div key={detail}>{detail}</div>
          ))}
        </div>
      }
      events={{ hover: true, focus: true, touch: true }}
      // Inside the main landmark, where screen readers look for what belongs to the screen.
      portalProps={{ target: '#main' }}
    >
      <button type="button" className="wiz-quality" data-tier={one.tier} aria-label={`Quality: ${word}`}>
        <IconAward size={13} stroke={1.8} aria-hidden="true" />
        {word}
      </button>
    </Tooltip>
  );
}

function isKnown(integration: string): integration is IntegrationId {
  return Object.hasOwn(quality, integration);
}
