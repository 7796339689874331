import type { ReactNode } from 'react';
import { IconChevronRight } from '../components/icons.ts';

interface DisclosureProps {
  readonly title: string;
  readonly onToggle?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** Something more to read, closed at first. */
export function Disclosure({ title, onToggle, children }: DisclosureProps): ReactNode {
  return (
    <details className="wiz-report-more" onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
        {title}
      </summary>
      {children}
    </details>
  );
}
