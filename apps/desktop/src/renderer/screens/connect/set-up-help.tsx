import { useMutation } from '@tanstack/react-query';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useMemo, type ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { IconChevronRight } from '../../components/icons.ts';
import { formFields } from '../../form/form-field.ts';
import { setUpTitle } from './set-up-title.ts';
import { textWithLinks } from './text-with-links.ts';

/** Whether there is more to say than the form says itself. */
export function hasSetUpHelp({ page, docs }: AnyContract): boolean {
  return page.setUp.length > 1 || isAddress(docs);
}

interface SetUpHelpProps {
  readonly contract: AnyContract;
  /** Closed at first, where the room is short. @default false */
  readonly closed?: boolean;
}

/** What a person does before the first connection, step by step, and where to read on. It opens and closes. */
export function SetUpHelp({ contract, closed = false }: SetUpHelpProps): ReactNode {
  const trpc = useTRPC();
  const open = useMutation(trpc.app.openExternal.mutationOptions());
  const secrets = useMemo(() => formFields(contract.secrets), [contract]);
  const link = (url: string, text: string) => (
    <button type="button" className="wiz-link wiz-link-button" onClick={() => open.mutate({ url })}>
      {text}
    </button>
  );
  return (
    <aside className="wiz-set-up" aria-label="Help">
      <details open={!closed && secrets.length > 0}>
        <summary>
          <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
          {setUpTitle(secrets)}
        </summary>
        <ol>
          {contract.page.setUp.map((step) => (
            <li key={step}>
              {textWithLinks(step).map((part, index) => (
                <span key={index}>{'url' in part ? link(part.url, part.url.replace('https://', '')) : part.text}</span>
              ))}
            </li>
          ))}
        </ol>
        {isAddress(contract.docs) && <p>{link(contract.docs, `Documentation of ${contract.name}`)}</p>}
        {open.isError && <p role="alert">{integrationErrorOf(open.error).message}</p>}
      </details>
    </aside>
  );
}

function isAddress(docs: string): boolean {
  return docs.startsWith('https://');
}
