import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { IconCircleCheck } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';
import { DiagnosticsContents } from '../../report/diagnostics-contents.tsx';
import { busyProps } from '../connect/busy-props.ts';
import './diagnostics-form.css';

interface DiagnosticsFormProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** Says what a diagnostics file would hold and what not, then has it saved where the person wants it. */
export function DiagnosticsForm({ connection: { id }, onClose }: DiagnosticsFormProps): ReactNode {
  const trpc = useTRPC();
  const preview = useQuery(trpc.app.previewDiagnostics.queryOptions({ id }, { staleTime: 0, gcTime: 0 }));
  const save = useMutation(trpc.app.saveDiagnostics.mutationOptions());
  const failed = preview.error ?? save.error;
  const place = save.data?.path ?? undefined;
  return (
    <div className="wiz-diagnostics">
      <p className="wiz-quiet">
        One text file for whoever helps you with this connection. Project Wiz sends it to nobody; read it before you give it away.
      </p>
      {preview.isPending && <Skeleton height={250} />}
      {preview.data !== undefined && <DiagnosticsContents preview={preview.data} />}
      {failed !== null && (
        <p role="alert" className="wiz-form-problem">
          {asSentence(integrationErrorOf(failed).message)}
        </p>
      )}
      {place !== undefined && (
        <p role="status" className="wiz-diagnostics-saved">
          <IconCircleCheck size={17} stroke={1.7} aria-hidden="true" />
          <span>
            Saved as <span className="wiz-mono">{place}</span>
          </span>
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          {place === undefined ? 'Cancel' : 'Close'}
        </Button>
        <Button
          size="sm"
          disabled={preview.data === undefined}
          {...busyProps(save.isPending)}
          onClick={() => {
            if (!save.isPending) save.mutate({ id });
          }}
        >
          {place === undefined ? 'Save…' : 'Save again…'}
        </Button>
      </Group>
    </div>
  );
}
