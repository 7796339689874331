import type { ReactNode } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import type { Ticket } from '@wiz/engine/types';
import './modal-styles.ts';

interface TicketDialogProps {
  /** Undefined while nothing is asked. */
  readonly ticket: Ticket | undefined;
  /** The verb on the button. */
  readonly title: string;
  readonly onConfirm: (ticket: Ticket) => void;
  readonly onClose: () => void;
}

/** Says exactly what a destructive operation will do, as main has found it, and asks. */
export function TicketDialog({ ticket, title, onConfirm, onClose }: TicketDialogProps): ReactNode {
  return (
    <Modal opened={ticket !== undefined} onClose={onClose} title={`${title}?`} size="md">
      {ticket !== undefined && (
        <>
          <Text size="md">{ticket.summary}</Text>
          {ticket.details.length > 0 && (
            <ul className="wiz-ticket-details">
              {ticket.details.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          )}
          <Group justify="flex-end" gap="xs" mt="lg">
            <Button size="sm" variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button size="sm" color="brick" onClick={() => onConfirm(ticket)}>
              {title}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
