import { CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import './reference.css';

interface ReferenceProps {
  /** The correlation id. */
  readonly id: string;
}

/** What a failure can be found by in journal, log and diagnostics, to be copied. */
export function Reference({ id }: ReferenceProps): ReactNode {
  return (
    <span className="wiz-reference">
      Reference
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <>
            <code className="wiz-mono wiz-clip" title={id}>
              {id}
            </code>
            <button type="button" className="wiz-link wiz-link-button" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </button>
          </>
        )}
      </CopyButton>
    </span>
  );
}
