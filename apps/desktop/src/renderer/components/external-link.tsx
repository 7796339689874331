import { useMutation } from '@tanstack/react-query';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useTRPC } from '../app/trpc.ts';
import { IconExternalLink } from './icons.ts';
import './external-link.css';

interface ExternalLinkProps {
  readonly url: string;
  /** What is shown of it. */
  readonly children: string;
  readonly tabIndex?: number;
}

/** An address that opens in the browser, by way of the main process, which looks at it first. */
export function ExternalLink({ url, children, tabIndex }: ExternalLinkProps): ReactNode {
  const trpc = useTRPC();
  const open = useMutation(trpc.app.openExternal.mutationOptions());
  const problem = open.isError ? integrationErrorOf(open.error).message : undefined;
  return (
    <button
      type="button"
      className="wiz-link-button wiz-external"
      title={problem ?? `Open in the browser: ${url}`}
      aria-label={`${children}: ${problem ?? 'open in the browser'}`}
      data-failed={problem !== undefined}
      onClick={() => open.mutate({ url })}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      <span className="wiz-clip">{children}</span>
      <IconExternalLink size={13} stroke={1.7} aria-hidden="true" />
    </button>
  );
}
