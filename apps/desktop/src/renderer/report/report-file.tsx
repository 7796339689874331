import { Skeleton } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { ConnectionId } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '../app/trpc.ts';
import { asSentence } from '../text/sentence.ts';
import { countOf } from '../text/format.ts';
import { Disclosure } from './disclosure.tsx';

/** The file that would be saved, for whoever wants to read it first. It is asked for when it is opened. */
export function ReportFile({ id }: { readonly id: ConnectionId }): ReactNode {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const file = useQuery(trpc.app.readReport.queryOptions(open ? { id } : skipToken, { staleTime: 0, gcTime: 0 }));
  return (
    <Disclosure title="Look at the file" onToggle={setOpen}>
      {open && file.isPending && <Skeleton height={120} mt={8} />}
      {file.isError && <p role="alert">{asSentence(integrationErrorOf(file.error).message)}</p>}
      {file.data !== undefined && (
        <>
          {/* It scrolls, so the keyboard must get there. */}
          <pre tabIndex={0} aria-label="The file" className="wiz-mono">
            {file.data.text}
          </pre>
          {file.data.cut > 0 && <p className="wiz-quiet">{countOf(file.data.cut, 'character', 'characters')} more in the file itself.</p>}
        </>
      )}
    </Disclosure>
  );
}
