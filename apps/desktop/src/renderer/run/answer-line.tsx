import { Button } from '@mantine/core';
import type { Answer } from '@wiz/engine/types';
import type { ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { IconClock, IconInfoCircle, IconRefresh } from '../components/icons.ts';
import { formatWhen } from '../text/format.ts';
import { asSentence } from '../text/sentence.ts';
import { answerAge } from './answer-age.ts';
import './run.css';

interface AnswerLineProps {
  readonly answer: Answer<unknown>;
  /** Only what reads can be asked again without doing it again. */
  readonly reads: boolean;
  /** Something was changed since. */
  readonly changed: boolean;
  readonly onRefresh: () => void;
}

/** Above a result: what is missing in it, and how old it is where it did not come just now. */
export function AnswerLine({ answer, reads, changed, onRefresh }: AnswerLineProps): ReactNode {
  const { clock } = useServices();
  const { warnings = [], asOf } = answer;
  const age = answerAge(answer, changed, formatWhen(asOf, clock.now()));
  return (
    <>
      {warnings.length > 0 && (
        <section className="wiz-note" role="status" aria-label={reads ? 'Partial answer' : 'Done, but'}>
          <IconInfoCircle size={16} stroke={1.7} aria-hidden="true" />
          <div className="wiz-note-words">
            <strong>{reads ? 'Partial answer' : 'Done, but'}</strong>
            {warnings.map((warning) => (
              <span key={warning}>{asSentence(warning)}</span>
            ))}
          </div>
        </section>
      )}
      {age !== undefined && reads && (
        <div className="wiz-age">
          <IconClock size={14} stroke={1.7} aria-hidden="true" />
          <span role="status">{age}</span>
          <Button
            variant="default"
            size="compact-xs"
            onClick={onRefresh}
            leftSection={<IconRefresh size={13} stroke={1.8} aria-hidden="true" />}
          >
            Refresh
          </Button>
        </div>
      )}
    </>
  );
}
