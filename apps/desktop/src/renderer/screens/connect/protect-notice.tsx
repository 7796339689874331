import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { ConnectionNotice } from '../../components/connection-notice.tsx';
import { IconShieldLock } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from './busy-props.ts';
import { useListedConnection } from './use-listed-connection.ts';

const words = {
  weak: { sentence: 'This computer has a keychain that protects credentials now. These are still kept weakly.', action: 'Move them there' },
  session: {
    sentence: 'This computer has a keychain now that can keep these credentials for longer than this session.',
    action: 'Keep them there',
  },
} as const;

/** Offers to move credentials that are kept weakly, or for this session only, into a keychain once one is there that protects them. */
export function ProtectNotice({ connection: { id, secretStorage } }: { readonly connection: ConnectionView }): ReactNode {
  const trpc = useTRPC();
  const said = secretStorage === 'weak' || secretStorage === 'session' ? words[secretStorage] : undefined;
  const { data } = useQuery(trpc.connections.keychain.queryOptions(undefined, { enabled: said !== undefined, staleTime: 0, gcTime: 0 }));
  const protect = useMutation(trpc.connections.protect.mutationOptions({ onSuccess: useListedConnection() }));
  const refusal = protect.isError ? asSentence(integrationErrorOf(protect.error).message) : undefined;
  const sentence = said === undefined ? undefined : (refusal ?? said.sentence);
  return (
    <ConnectionNotice
      tone="good"
      icon={<IconShieldLock size={16} stroke={1.7} aria-hidden="true" />}
      sentence={data === 'strong' ? sentence : undefined}
    >
      <Button
        {...busyProps(protect.isPending)}
        onClick={() => {
          if (!protect.isPending) protect.mutate({ id });
        }}
      >
        {said?.action}
      </Button>
    </ConnectionNotice>
  );
}
