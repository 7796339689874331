import { Button, Modal } from '@mantine/core';
import type { RunDetail } from '@wiz/engine/types';
import { useState, type ReactNode } from 'react';
import '../run/modal-styles.ts';
import { IconMessageReport } from '../components/icons.ts';
import { ReportForm } from './report-form.tsx';

/** Reports a run that failed to the owner of its integration, in a dialog. */
export function ReportButton({ run }: { readonly run: Pick<RunDetail, 'id' | 'connection'> }): ReactNode {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" leftSection={<IconMessageReport size={15} stroke={1.6} aria-hidden="true" />} onClick={() => setOpen(true)}>
        Report to the owner…
      </Button>
      <Modal opened={open} onClose={close} title="Report to the owner" size="lg">
        {open && <ReportForm id={run.connection} about={{ run: run.id }} onClose={close} />}
      </Modal>
    </>
  );
}
