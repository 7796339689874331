import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectionId } from '@wiz/engine/types';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { ReactNode } from 'react';
import { useTRPC } from '../app/trpc.ts';
import { busyProps } from '../screens/connect/busy-props.ts';
import { asSentence } from '../text/sentence.ts';
import { ReportMade } from './report-made.tsx';
import { ReportPlan } from './report-plan.tsx';
import type { ReportAbout } from './report-about.ts';
import { reportSteps } from './report-steps.ts';
import './report-form.css';

interface ReportFormProps {
  readonly id: ConnectionId;
  /** The run that it is about; undefined for the connection as such. */
  readonly about: ReportAbout | undefined;
  readonly onClose: () => void;
}

/** Says what a report to the owner holds and where it goes, then saves the file and opens the owner's address. */
export function ReportForm({ id, about, onClose }: ReportFormProps): ReactNode {
  const trpc = useTRPC();
  const asked = { id, ...about };
  const preview = useQuery(trpc.app.previewReport.queryOptions(asked, { staleTime: 0, gcTime: 0 }));
  const make = useMutation(trpc.app.makeReport.mutationOptions());
  const failed = preview.error ?? make.error;
  const made = make.data !== undefined && make.data.path !== null ? { ...make.data, path: make.data.path } : undefined;
  return (
    <div className="wiz-report">
      {preview.isPending && <Skeleton height={420} />}
      {preview.data !== undefined && made === undefined && <ReportPlan id={id} preview={preview.data} />}
      {failed !== null && (
        <p role="alert" className="wiz-form-problem">
          {asSentence(integrationErrorOf(failed).message)}
        </p>
      )}
      {made !== undefined && preview.data !== undefined && <ReportMade made={made} preview={preview.data} />}
      <Group justify="flex-end" gap="xs" className="wiz-report-buttons">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          {made === undefined ? 'Cancel' : 'Close'}
        </Button>
        {made === undefined && (
          <Button
            size="sm"
            disabled={preview.data === undefined}
            {...busyProps(make.isPending)}
            onClick={() => {
              if (!make.isPending) make.mutate(asked);
            }}
          >
            {preview.data === undefined ? 'Save…' : reportSteps(preview.data).action}
          </Button>
        )}
      </Group>
    </div>
  );
}
