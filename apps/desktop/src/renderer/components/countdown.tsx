import type { ReactNode } from 'react';
import { formatCountdown } from '../text/format.ts';

/** Time that is left, with figures of equal width. Screen readers read it when they come to it, not every second. */
export function Countdown({ leftMs }: { readonly leftMs: number }): ReactNode {
  return (
    <span role="timer" aria-live="off" className="wiz-figures">
      {formatCountdown(leftMs)}
    </span>
  );
}
