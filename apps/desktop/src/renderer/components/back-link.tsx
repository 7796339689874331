import { IconChevronLeft } from './icons.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** One step back up. */
export function BackLink({ to, children }: { readonly to: '/' | '/add' | '/journal'; readonly children: ReactNode }): ReactNode {
  return (
    <Link to={to} className="wiz-back">
      <IconChevronLeft size={14} stroke={1.8} aria-hidden="true" />
      {children}
    </Link>
  );
}
