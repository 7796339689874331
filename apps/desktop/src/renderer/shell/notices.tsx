import { CloseButton } from '@mantine/core';
import { IconInfoCircle } from '../components/icons.ts';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '../app/trpc.ts';

/** What the application has to say of itself, for instance that a damaged file was set aside. */
export function Notices(): ReactNode {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.app.info.queryOptions());
  const [closed, setClosed] = useState<readonly string[]>([]);
  const open = (data?.notices ?? []).filter((notice) => !closed.includes(notice));
  if (open.length === 0) return null;
  return (
    <section aria-label="Notices" className="wiz-notices">
      {open.map((notice) => (
        <div key={notice} className="wiz-notice" role="status">
          <IconInfoCircle size={16} stroke={1.7} aria-hidden="true" />
          <span>{notice}</span>
          <CloseButton size="sm" aria-label="Close this notice" onClick={() => setClosed([...closed, notice])} />
        </div>
      ))}
    </section>
  );
}
