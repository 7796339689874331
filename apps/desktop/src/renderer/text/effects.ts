import type { Effect } from '@wiz/core';

export interface EffectLook {
  /** One word on badges. */
  readonly label: string;
  /** The heading of its group of operations. */
  readonly group: 'Look' | 'Change' | 'Remove';
  /** What it means, for tooltips and the catalogue. */
  readonly meaning: string;
  /** A colour of the theme. */
  readonly color: 'spruce' | 'amber' | 'brick';
}

/** How each effect is shown: one declaration decides button colour, badge and group. */
export const effectLooks: Readonly<Record<Effect, EffectLook>> = {
  read: { label: 'Reads', group: 'Look', meaning: 'Changes nothing.', color: 'spruce' },
  idempotent: { label: 'Changes', group: 'Change', meaning: 'Changes something; twice is the same as once.', color: 'amber' },
  write: { label: 'Changes', group: 'Change', meaning: 'Changes something each time.', color: 'amber' },
  destructive: { label: 'Removes', group: 'Remove', meaning: 'Cannot simply be undone; asks before it runs.', color: 'brick' },
};

export const effectGroups = ['Look', 'Change', 'Remove'] as const;
