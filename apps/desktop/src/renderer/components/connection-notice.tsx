import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import './connection-notice.css';

interface ConnectionNoticeProps {
  readonly tone: 'good' | 'warning';
  readonly icon: ReactNode;
  /** Undefined where there is nothing to say. */
  readonly sentence: string | undefined;
  /** Buttons: what can be done about it. */
  readonly children: ReactNode;
}

/** One line across the top of a connection: something about it as a whole, and what to do. */
export function ConnectionNotice({ tone, icon, sentence, children }: ConnectionNoticeProps): ReactNode {
  return (
    <>
      {/* Always there: screen readers hear only of what appears inside a region that they know. */}
      <VisuallyHidden role="status">{sentence ?? ''}</VisuallyHidden>
      {sentence !== undefined && (
        <div className="wiz-connection-notice" data-tone={tone}>
          {icon}
          <span>{sentence}</span>
          {children}
        </div>
      )}
    </>
  );
}
