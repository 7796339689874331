import { Button, VisuallyHidden } from '@mantine/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { useConnectionState } from '../app/use-connection-state.ts';
import { asSentence } from '../text/sentence.ts';
import { Countdown } from './countdown.tsx';
import { IconAlertTriangle, IconClock, IconPlugOff } from './icons.ts';
import { stateLine, stateSpoken, stateWords, type StateLine } from './state-line.ts';
import { useCheckNow } from './use-check-now.ts';
import { useTimeLeft } from './use-time-left.ts';
import './health.css';

interface ConnectionStateLineProps {
  readonly connection: Pick<ConnectionView, 'id' | 'enabled'>;
  /** As people call the system: “GitHub”. */
  readonly name: string;
  /** What failed last is said below already. */
  readonly told: boolean;
}

const icons: Readonly<Record<StateLine['at'], typeof IconClock>> = {
  off: IconPlugOff,
  open: IconAlertTriangle,
  trying: IconClock,
  paused: IconClock,
  reconnecting: IconClock,
  unhealthy: IconAlertTriangle,
  waiting: IconClock,
};

/** Above the form: why calls are held back just now, until when, and what can be done. Nothing while all is well. */
export function ConnectionStateLine({ connection, name, told }: ConnectionStateLineProps): ReactNode {
  const { clock } = useServices();
  const state = useConnectionState(connection.id);
  const line = stateLine(state, connection.enabled, clock.now());
  const leftMs = useTimeLeft(line?.until ?? null);
  const check = useCheckNow();
  return (
    <>
      {/* Always there: screen readers hear only of what appears inside a region that they know. */}
      <VisuallyHidden role="status">{line === undefined ? '' : stateSpoken(line, state, name)}</VisuallyHidden>
      {line !== undefined && (
        <Line line={line} words={stateWords(line, state, name, leftMs)} leftMs={leftMs} told={told} problem={check.problem}>
          {line.tryNow && (
            <Button
              variant="default"
              size="compact-xs"
              aria-busy={check.asking}
              onClick={() => {
                // Not disabled meanwhile: whoever came by keyboard would lose their place.
                if (!check.asking) check.ask(connection.id);
              }}
            >
              {check.asking ? 'Trying…' : 'Try now'}
            </Button>
          )}
        </Line>
      )}
    </>
  );
}

interface LineProps {
  readonly line: StateLine;
  readonly words: readonly [string, string];
  readonly leftMs: number;
  readonly told: boolean;
  readonly problem: string | undefined;
  readonly children: ReactNode;
}

function Line({ line: { at, tone, detail }, words: [before, after], leftMs, told, problem, children }: LineProps) {
  const Icon = icons[at];
  return (
    <div className="wiz-state" data-tone={tone}>
      <Icon size={16} stroke={1.7} aria-hidden="true" />
      <div className="wiz-state-words">
        <span>
          {before}
          {after !== '' && <Countdown leftMs={leftMs} />}
          {after}
        </span>
        {detail !== undefined && !told && <span className="wiz-quiet">Last failure: {asSentence(detail)}</span>}
        {problem !== undefined && <span className="wiz-quiet">{asSentence(problem)}</span>}
      </div>
      {children}
    </div>
  );
}
