import type { ReactNode } from 'react';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { Modal } from '@mantine/core';
import '../../run/modal-styles.ts';
import { EditForm } from './edit-form.tsx';
import { RemoveForm } from './remove-form.tsx';
import { RenameForm } from './rename-form.tsx';

export type ConnectionDialog = 'rename' | 'edit' | 'remove';

interface ConnectionDialogsProps {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly open: ConnectionDialog | undefined;
  readonly onClose: () => void;
}

const titles: Readonly<Record<ConnectionDialog, string>> = {
  rename: 'Rename the connection',
  edit: 'Change the settings',
  remove: 'Remove the connection?',
};

/** What is done to a connection itself, each in a dialog. */
export function ConnectionDialogs({ connection, contract, open, onClose }: ConnectionDialogsProps): ReactNode {
  return (
    <Modal opened={open !== undefined} onClose={onClose} title={open === undefined ? '' : titles[open]} size="md">
      {open === 'rename' && <RenameForm connection={connection} onClose={onClose} />}
      {open === 'edit' && <EditForm connection={connection} contract={contract} onClose={onClose} />}
      {open === 'remove' && <RemoveForm connection={connection} contract={contract} onClose={onClose} />}
    </Modal>
  );
}
