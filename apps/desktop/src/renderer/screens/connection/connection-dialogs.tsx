import type { ReactNode } from 'react';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { Modal } from '@mantine/core';
import '../../run/modal-styles.ts';
import { useConnectionState } from '../../app/use-connection-state.ts';
import type { ReportAbout } from '../../report/report-about.ts';
import { ReportForm } from '../../report/report-form.tsx';
import { DiagnosticsForm } from './diagnostics-form.tsx';
import { EditForm } from './edit-form.tsx';
import { FiguresView } from './figures-view.tsx';
import { PolicyForm } from './policy-form.tsx';
import { RemoveForm } from './remove-form.tsx';
import { RenameForm } from './rename-form.tsx';

/** `reconnect` is `edit` for a connection whose secrets have to be filled in again. */
export type ConnectionDialog = 'rename' | 'edit' | 'reconnect' | 'limits' | 'figures' | 'diagnostics' | 'report' | 'remove';

interface ConnectionDialogsProps {
  readonly connection: ConnectionView;
  /** Undefined where this version has no integration of it: what needs one is not opened then. */
  readonly contract: AnyContract | undefined;
  readonly open: ConnectionDialog | undefined;
  /** The run that a report is about. */
  readonly reported: ReportAbout | undefined;
  readonly onClose: () => void;
}

const titles: Readonly<Record<ConnectionDialog, string>> = {
  rename: 'Rename the connection',
  edit: 'Change the settings',
  reconnect: 'Reconnect',
  limits: 'Limits',
  figures: 'How its calls went',
  diagnostics: 'Save diagnostics',
  report: 'Report to the owner',
  remove: 'Remove the connection?',
};

/** What is done to a connection itself, each in a dialog. */
export function ConnectionDialogs({ connection, contract, open, reported, onClose }: ConnectionDialogsProps): ReactNode {
  const state = useConnectionState(connection.id);
  const locked = open === 'reconnect' || (open === 'edit' && typeof state?.reconnect === 'string');
  const shared = { connection, onClose };
  return (
    <Modal
      opened={open !== undefined}
      onClose={onClose}
      title={open === undefined ? '' : open === 'reconnect' ? `Reconnect “${connection.label}”` : titles[open]}
      size={open === 'diagnostics' || open === 'report' ? 'lg' : 'md'}
    >
      {open === 'rename' && <RenameForm {...shared} />}
      {contract !== undefined && (open === 'edit' || open === 'reconnect') && <EditForm {...shared} contract={contract} refill={locked} />}
      {contract !== undefined && open === 'limits' && <PolicyForm {...shared} contract={contract} />}
      {open === 'figures' && <FiguresView {...shared} />}
      {open === 'diagnostics' && <DiagnosticsForm {...shared} />}
      {open === 'report' && <ReportForm id={connection.id} about={reported} onClose={onClose} />}
      {open === 'remove' && <RemoveForm {...shared} contract={contract} />}
    </Modal>
  );
}
