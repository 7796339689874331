import type { Quality, QualityTier } from '@wiz/ipc-contract';

/** What each tier means, in words of somebody who uses it. The rules behind it: docs/developer/quality-scale.md. */
const meanings: Readonly<Record<QualityTier, string>> = {
  bronze: 'It works, keeps your accounts apart, and its tests pass.',
  silver: 'All of bronze, and it behaves when things go wrong: nothing is done twice, pauses are kept, and Cancel stops at once.',
  gold: 'All of silver, and it keeps your secrets out of everything it tells, labels old answers as old, and says what to do when it fails.',
  platinum: 'It meets every rule there is, and was run against the real system within a month.',
};

export interface QualityLook {
  /** One word on the badge. */
  readonly word: string;
  /** What is told beyond it, a sentence each. */
  readonly details: readonly string[];
}

/** How the quality of an integration is told. */
export function qualityLook({ tier, met, exempt }: Quality): QualityLook {
  const others =
    exempt === 0 ? '' : exempt === 1 ? ' One more does not fit this system.' : ` ${String(exempt)} more do not fit this system.`;
  return {
    word: `${tier.charAt(0).toUpperCase()}${tier.slice(1)}`,
    details: [meanings[tier], `It meets all ${String(met)} rules up to ${tier}.${others}`],
  };
}
