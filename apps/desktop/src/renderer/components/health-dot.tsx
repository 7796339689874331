import type { ReactNode } from 'react';
import type { HealthLook } from './health-look.ts';
import './health.css';

/** A connection's health as a small light. Its word is there for screen readers, and for whoever points at it. */
export function HealthDot({ look: { tone, word, details } }: { readonly look: HealthLook }): ReactNode {
  return <span role="img" aria-label={word} title={[word, ...details].join('\n')} className="wiz-health-dot" data-tone={tone} />;
}
