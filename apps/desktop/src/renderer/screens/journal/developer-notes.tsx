import { useMutation, useQuery } from '@tanstack/react-query';
import type { RunDetail } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { IconTerminal } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';
import { formatTime, shortPath } from './developer-words.ts';
import './developer-notes.css';

/** What helps who develops an integration: the operation's source, and what the stand-in saw of the run. Main says nothing of it otherwise. */
export function DeveloperNotes({ run }: { readonly run: Pick<RunDetail, 'id'> }): ReactNode {
  const trpc = useTRPC();
  const { id } = run;
  const origin = useQuery(trpc.app.devOrigin.queryOptions({ id }, { staleTime: 0, gcTime: 0 }));
  const open = useMutation(trpc.app.devOpenSource.mutationOptions());
  if (origin.data === undefined || origin.data === null) return null;
  const { source, log } = origin.data;
  return (
    <section aria-labelledby="run-developers" className="wiz-developers">
      <h3 id="run-developers">
        <IconTerminal size={14} stroke={1.7} aria-hidden="true" />
        For developers
      </h3>
      {source !== null && (
        <button type="button" className="wiz-link wiz-link-button wiz-mono" title={source.file} onClick={() => open.mutate({ id })}>
          {shortPath(source.file)}:{source.line}
        </button>
      )}
      {open.isError && <p role="alert">{asSentence(integrationErrorOf(open.error).message)}</p>}
      {log !== null && log.length === 0 && <p className="wiz-quiet">The stand-in has logged nothing of this run.</p>}
      {log !== null && log.length > 0 && (
        <ol aria-label="What the stand-in logged" className="wiz-mono">
          {log.map(({ at, text }, index) => (
            <li key={index}>
              <span className="wiz-quiet">{formatTime(at)}</span> {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
