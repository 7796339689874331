import { Button, CopyButton } from '@mantine/core';
import type { ReportPreview } from '@wiz/ipc-contract';
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck } from '../components/icons.ts';
import { afterReport } from './report-steps.ts';

interface ReportMadeProps {
  readonly made: { readonly path: string; readonly opened: boolean };
  readonly preview: ReportPreview;
}

/** Where the file lies and what is left to do, with both addresses to be copied. */
export function ReportMade({ made, preview }: ReportMadeProps): ReactNode {
  const { to } = preview;
  const isWell = made.opened || to === null;
  const Icon = isWell ? IconCircleCheck : IconAlertTriangle;
  return (
    <div role="status" className="wiz-report-made" data-tone={isWell ? 'good' : 'warning'}>
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <div>
        <span>{afterReport(made, preview)}</span>
        <span className="wiz-mono wiz-report-path">{made.path}</span>
        <div className="wiz-report-copies">
          {/* The button that had the focus is gone. */}
          <Copy value={made.path} words="Copy the path" first />
          {!made.opened && to !== null && <Copy value={to.address} words="Copy the address" />}
        </div>
      </div>
    </div>
  );
}

function Copy({ value, words, first = false }: { readonly value: string; readonly words: string; readonly first?: boolean }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-xs" autoFocus={first} onClick={copy}>
          {copied ? 'Copied' : words}
        </Button>
      )}
    </CopyButton>
  );
}
