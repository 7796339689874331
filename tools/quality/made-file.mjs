// The list from which the application knows how good each integration is. It carries what is recorded, which the target
// `quality` holds against what is so.
import { appliesTo, countsFor } from './judge.mjs';
import { readRecord } from './record.mjs';
import { rules } from './rules/index.mjs';

/** @typedef {{ id: string, contract: { kind: string } }} Listed */

/**
 * @param {string} root the workspace
 * @param {readonly Listed[]} integrations sorted
 * @param {string} made the line that says by what
 * @returns {string} not yet formatted
 */
export function qualityFile(root, integrations, made) {
  const lines = integrations.map(({ id, contract: { kind } }) => {
    const { tier, exempt } = readRecord(root, id);
    const counting = rules.filter((rule) => countsFor(rule, tier) && appliesTo(rule, kind));
    const excused = counting.filter((rule) => rule.id in exempt).length;
    return `  ${JSON.stringify(id)}: { tier: '${tier}', met: ${String(counting.length - excused)}, exempt: ${String(excused)} },`;
  });
  return `// ${made}
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
${lines.join('\n')}
};
`;
}
