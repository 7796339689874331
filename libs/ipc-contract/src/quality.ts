// Made by tools/registries/write.mjs from what lies in libs/integrations: do not edit.
import type { IntegrationId } from './registry.ts';

export type QualityTier = 'bronze' | 'silver' | 'gold' | 'platinum';

/** What an integration is held to. */
export interface Quality {
  readonly tier: QualityTier;
  /** Rules of this tier and of those below it that it meets. */
  readonly met: number;
  /** Further ones that cannot hold for its system, each for a reason that is written down. */
  readonly exempt: number;
}

/** How good each integration is, by the quality scale. */
export const quality: Readonly<Record<IntegrationId, Quality>> = {
  filesystem: { tier: 'gold', met: 61, exempt: 0 },
  github: { tier: 'gold', met: 69, exempt: 0 },
};
