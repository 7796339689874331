import { Button } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconAlertTriangle } from '../../components/icons.ts';
import { busyProps } from './busy-props.ts';
import type { KeepOffer, KeepSecrets } from './keep-offer.ts';

interface KeepChoiceProps {
  readonly offer: KeepOffer;
  /** While the answer is carried out. */
  readonly busy: boolean;
  readonly onChoose: (keep: KeepSecrets) => void;
  readonly onCancel: () => void;
}

const words: Readonly<Record<KeepSecrets, string>> = {
  session: 'Keep for this session only',
  weak: 'Agree to weak protection',
};

/** What protects less is a caution, and never looks like the obvious way on. */
const looks = { session: { variant: 'default' }, weak: { variant: 'filled', color: 'amber' } } as const;

/** Asks how secrets may be kept where no keychain protects them. The safer way has the focus, and nothing is chosen in silence. */
export function KeepChoice({ offer, busy, onChoose, onCancel }: KeepChoiceProps): ReactNode {
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <section className="wiz-keep" role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-sentence`}>
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
      <div className="wiz-keep-words">
        <strong id={`${id}-title`}>How may the credentials be kept?</strong>
        <span id={`${id}-sentence`}>{offer.sentence}</span>
        <div className="wiz-keep-choices">
          {offer.choices.map((keep, index) => (
            <Button
              key={keep}
              ref={index === 0 ? first : undefined}
              {...looks[keep]}
              {...busyProps(busy)}
              onClick={() => {
                if (!busy) onChoose(keep);
              }}
            >
              {words[keep]}
            </Button>
          ))}
          <Button variant="subtle" {...busyProps(busy)} onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </section>
  );
}
