import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { ConnectionState } from '@wiz/engine/types';
import type { AnyOperation } from '@wiz/integration-kit/contract';
import { IconChevronLeft } from '../components/icons.ts';
import { KeyHint, modKey } from '../components/key-hint.tsx';
import { needsAnyway } from '../components/state-line.ts';
import { effectLooks } from '../text/effects.ts';
import { RunStatus } from './run-status.tsx';
import type { Session } from './session.ts';
import './run.css';

interface RunBarProps {
  readonly operation: AnyOperation;
  readonly session: Session;
  /** While main is asked what exactly will happen. */
  readonly preparing: boolean;
  /** How the connection is doing. */
  readonly state: ConnectionState | undefined;
  /** As people call the system. */
  readonly name: string;
  readonly onCancel: () => void;
  /** Runs it although the system does not answer as it should. */
  readonly onRunAnyway: () => void;
  /** One step back up, where a result was opened from a result. */
  readonly onBack: (() => void) | undefined;
}

/**
 * The button of an operation, and what is going on. It lies in the operation's form. Cancel stands beside it, not in its
 * place, so that a double click does not cancel what it has just started. No state of the system takes the button away.
 */
export function RunBar({ operation, session, preparing, state, name, onCancel, onRunAnyway, onBack }: RunBarProps): ReactNode {
  const running = session.run.at === 'running';
  const asks = operation.effect === 'destructive';
  return (
    <div className="wiz-run-bar">
      <Button
        size="sm"
        type="submit"
        color={effectLooks[operation.effect].color}
        loading={preparing}
        aria-disabled={running}
        {...(running ? { 'data-disabled': true } : {})}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {asks ? `${operation.title}…` : operation.title}
      </Button>
      {session.run.at === 'running' && (
        <Button
          size="sm"
          variant="default"
          onClick={onCancel}
          loading={session.run.cancelling}
          rightSection={<KeyHint keys={['Esc']} />}
          aria-keyshortcuts="Escape"
        >
          Cancel
        </Button>
      )}
      {!running && needsAnyway(state) && (
        <Button size="sm" variant="default" onClick={onRunAnyway} disabled={preparing} title="Also while calls are held back">
          Run anyway
        </Button>
      )}
      {onBack !== undefined && (
        <Button size="sm" variant="default" onClick={onBack} leftSection={<IconChevronLeft size={15} stroke={1.8} aria-hidden="true" />}>
          Back
        </Button>
      )}
      {!running && <KeyHint keys={[modKey, '↵']} />}
      <RunStatus operation={operation} session={session} state={state} name={name} />
    </div>
  );
}
