import type { ReactNode } from 'react';
import type { Effect } from '@wiz/core';
import { IconEye, IconPencil, IconTrash } from './icons.ts';
import { effectLooks } from '../text/effects.ts';
import './effect-badge.css';

const icons = { Look: IconEye, Change: IconPencil, Remove: IconTrash };

/** What an operation does to the world, as icon and word. */
export function EffectBadge({ effect }: { readonly effect: Effect }): ReactNode {
  const { label, group, meaning } = effectLooks[effect];
  const Icon = icons[group];
  return (
    <span className="wiz-effect" data-effect={effect} title={meaning}>
      <Icon size={12} stroke={1.8} aria-hidden="true" />
      {label}
    </span>
  );
}

/** The icon alone, beside an operation's name under its group's heading. */
export function EffectIcon({ effect, size = 15 }: { readonly effect: Effect; readonly size?: number }): ReactNode {
  const Icon = icons[effectLooks[effect].group];
  return (
    <span className="wiz-effect-icon" data-effect={effect} aria-hidden="true">
      <Icon size={size} stroke={1.7} />
    </span>
  );
}
